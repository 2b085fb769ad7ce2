"""Invented pages for the tests of the site, with what was read in them."""

from __future__ import annotations

from marked import reading

from musnad.model import PageWarning, Reading

WITHDRAWAL = """
% الرئيسية › سياسة
# مسؤول أمريكي: آخر الجنود يغادرون قاعدة السهل نهاية الشهر
@ سلمى الحاج - مدينة السهل
{cue 1:قال} {source 1:مسؤول أمريكي لم يكشف عن اسمه} لصحيفة {outlet 1:المرصد اليومي} {addressee 1:الخميس} إن \
{content 1:آخر الجنود {event:سيغادرون قاعدة السهل} {due:في 26 يوليو}، وإن طائرات F-16 ستبقى في Camp Delta حتى \
إشعار آخر}.
و{cue 2:أضاف} {antecedent 2:المسؤول} أن {content 2:نحو ٢٥٠٠ مدرّب سيواصلون عملهم، {cue 3:نافيًا} {content 3:وجود خلاف \
مع الحكومة بشأن موعد الرحيل}}.
و{cue 4:نقلت} وكالة {outlet 4:الضفاف} عن {source 4:المتحدث باسم وزارة الدفاع، العميد كمال رشدي،} \
{cue 4:قوله} في {medium 4:مؤتمر صحفي} «{content 4:لم نُبلَّغ بأي جدول نهائي، وكل ما يُتداول تكهنات}».
وتقع القاعدة على بُعد أربعين كيلومترًا من المدينة، وقد أُنشئت قبل ثمانية عشر عامًا.
~ اقرأ أيضًا: أسعار القمح ترتفع في الأسواق المحلية
{cue 5:حذّرت} {source 5:لجنة الأمن في البرلمان} في {medium 5:بيان} من أن {content 5:أي تأخير قد يفتح الباب أمام \
أزمة سياسية جديدة}.
~ اترك تعليقًا
~ جميع الحقوق محفوظة
"""
HARVEST = """
# وزارة الزراعة تتوقع محصولًا وفيرًا من القمح
{cue 1:توقعت} {source 1:وزارة الزراعة} {content 1:ارتفاع محصول القمح إلى مليون طن} هذا العام.
"""
HOSTILE = """
# <script>document.title="hacked"</script> {{ 7*7 }} {% raw %} \u202eعنوان مقلوب
{cue 1:قال} {source 1:<img src=x onerror=alert(1)>\u202e شاهد} إن \
{content 1:</blockquote><svg onload=alert(2)> & "حدث"}.
"""


def withdrawal() -> Reading:
    warnings = (PageWarning("not_arabic", {"language": "<b>xx</b>"}),)
    return reading(
        WITHDRAWAL,
        "w",
        "https://marsad.example/news/1?a=1&b=2",
        "موقع المرصد",
        warnings=warnings,
        stances={3: "denies", 5: "warns"},
    )


def harvest() -> Reading:
    return reading(HARVEST, "h", "https://daffa.example/2", "وكالة الضفاف", "2021-07-23", stances={1: "expects"})


def hostile() -> Reading:
    # Braces that are no marks of the test's own notation are put in afterwards.
    words = HOSTILE.replace("{{ 7*7 }} {% raw %}", "[[ 7*7 ]]")
    return reading(words, "x", "javascript:alert(3)", '"><script>alert(4)</script>', None)
