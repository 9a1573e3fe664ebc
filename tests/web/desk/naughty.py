"""Texts that have broken programs, by kind, after the kinds of the Big List of Naughty Strings."""

from __future__ import annotations

NAUGHTY: tuple[str, ...] = (
    # what programs take for nothing, for a number, or for a word of their own
    "", " ", "undefined", "null", "None", "NaN", "Infinity", "-1", "0", "1e309", "0x7fffffff",
    "9" * 400, "1/0", "true", "\\", "\\\\", "()", "[]", "{}", "__proto__", "constructor", "CON",
    # signs and scripts
    "¸˛Ç◊ı˜Â¯˘¿", "ЁЂЃЄЅІЇЈ", "⁰⁴⁵₀₁₂", "ด้้้้้็็็็็้้้้้", "田中さんにあげて下さい", "사회과학원",
    "الكل في المجموع",
    "הָיְתָה", "Ω≈ç√∫˜µ", "ﬁ ﬂ ǆ İ ı ß ẞ", "Z̤̺͍a͎̱͔l̗̙͓g̺̮o", "﷽" * 30, "👩🏽‍👩‍👧‍👦🏳️‍🌈🇺🇸", "(╯°□°）╯︵ ┻━┻",
    # white space, and signs nobody sees
    "\t\n\v\f\r \x85\u1680\u2028\u2029\u3000", "\u200b\u200c\u200d\u2060\ufeff", "\u202eabc\u202c",
    "\x01\x02\x1b[31m\x7f\x80\x9f", "\ufffe\uffff\U0010ffff", "\ud800", "a\udfffb", "\x00",
    "a\x00b",
    # scripts and tags
    "<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "javascript:alert(1)", "\" autofocus onfocus=alert(1) x=\"", "&lt;script&gt;", "]]><!--",
    # questions to databases
    "1' OR '1'='1", "'; DROP TABLE desk_accounts; --", "%", "_", "%_%\\", "\" OR \"\"=\"",
    # files, shells, servers
    "../../../../etc/passwd%00", "/dev/null; touch x", "$(touch x)", "`touch x`", "$HOME", "%n%s%x",
    "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "//evil.example",
    "\\\\host\\c$",
    # templates, formats, headers
    "{{ 7*7 }}{% raw %}", "${7*7}", "#{7*7}", "{0}{name!r}", "<%= 7*7 %>", "x\r\nSet-Cookie: a=b",
    "=?utf-8?q?x?=", "=cmd|' /C calc'!A0", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///x'>]>",
    # patterns, and more than there is room for
    "a" * 30 + "!", "(" * 5000, "a" * 20000, "ü" * 5000, "[" * 1000, "2026-99-99",
    "2026-02-30T25:61",
)  # fmt: skip
