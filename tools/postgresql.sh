#!/bin/sh
# Debian's PostgreSQL for the tests of the shared store, where it can be had; says plainly where it cannot.
for program in /usr/lib/postgresql/*/bin/initdb; do
  [ -x "$program" ] && exit 0
done
command -v initdb >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing PostgreSQL for the tests of the shared store …"
  # The tests start a server of their own; Debian's shall not run beside it.
  mkdir -p /etc/postgresql-common && [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15; } >/dev/null 2>&1
  for program in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$program" ] && exit 0
  done
fi
echo "There is no PostgreSQL here and it could not be installed: its tests are skipped. On Debian: apt-get install postgresql-15."
exit 0
