"""Readings that would break a careless export."""

from __future__ import annotations

from marked import reading

from musnad.model import Reading

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " \u202e=1", "\ufeff=1"]


def hostile() -> Reading:
    words = """# <script>alert(1)</script> عنوان
ثم {cue 1:قال} {source 1:=HYPERLINK("x")} لصحيفة {outlet 1:@المرفأ} إن \
{content 1:-الأسعار \ud800 \x00 \u202eثابتة ]]> & "حقا"}.
ثم {cue 2:أضاف} أن {content 2:+الماء} قليل، {event:سيأتي المطر} {due:غدا}.
و{PER:كمال رشدي} حاضر.
"""
    return reading(words, "=1+1", "javascript:alert(1)", "+صحيفة\x07", None)


def huge() -> Reading:
    return reading("# خبر\nثم {cue 1:قال} {source 1:الوزير} إن {content 1:" + "كلمة " * 200_000 + "}", "huge")


def plain() -> Reading:
    words = """# الوزير يعلن خطة
{cue 1:قال} {source 1:الوزير} لصحيفة {outlet 1:المرفأ} إن {content 1:الخطة جاهزة}، {content 1:وكاملة}.
{cue 2:أضاف} أن {content 2:{event:العمل يبدأ} {due:في 26 يوليو}}.
و{PER:كمال رشدي} حاضر في {GPE:بيروت}.
"""
    return reading(words, "plain", "https://marfa.example/1?a=1&b=2", "المرفأ")
