"""Fails when a catalogue has an empty or unfinished translation, or lacks a sentence of the source.

English catalogues (*_en.ts) hold the plurals only; a part without plurals has none.

usage: check_catalogue.py LUPDATE ROOT CATALOGUE SOURCE-FOLDER...
"""
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

# The particle after a name that may end in a vowel or a consonant has two forms; a placeholder
# can therefore carry none of them directly.
PARTICLES = ("을", "를", "은", "는", "이 ", "가 ", "와 ", "과 ", "으로", "로 ")


def messages(catalogue):
    out = {}
    if not pathlib.Path(catalogue).exists():
        return out
    for context in xml.parse(catalogue).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            out[name, message.findtext("source"), message.findtext("comment") or ""] = message
    return out


def main():
    lupdate, root, catalogue, *folders = sys.argv[1:]
    bad = []
    english = ["-pluralonly"] if catalogue.endswith("_en.ts") else []
    known = messages(catalogue)
    for (context, source, _), message in known.items():
        translation = message.find("translation")
        forms = translation.findall("numerusform")
        texts = [f.text or "" for f in forms] if forms else [translation.text or ""]
        if translation.get("type") == "unfinished" or not all(texts):
            bad.append(f"untranslated: {context}: {source!r}")
        for text in texts:
            for n in range(1, 10):
                mark = f"%{n}"
                if (mark in source) != (mark in text):
                    bad.append(f"placeholder {mark} differs: {context}: {source!r} -> {text!r}")
                for particle in PARTICLES:
                    if mark + particle in text:
                        bad.append(f"particle after {mark}: {context}: {text!r}")
    with tempfile.TemporaryDirectory() as scratch:
        fresh = pathlib.Path(scratch) / "fresh.ts"
        # Without the include paths lupdate cannot tell ui::KeysPane from KeysPane.
        subprocess.run(
            [lupdate, *english, *folders, "-I", root, "-I", f"{root}/models", "-locations", "none", "-no-obsolete", "-source-language", "en",
             "-target-language", "en_US" if english else "ko_KR", "-ts", str(fresh)],
            check=True, capture_output=True)
        for context, source, comment in messages(fresh):
            if (context, source, comment) not in known:
                bad.append(f"missing: {context}: {source!r}")
    print("\n".join(bad) or f"{len(known)} sentences, all translated")
    return 1 if bad else 0


sys.exit(main())
