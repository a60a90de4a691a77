#include "values/codecs/viewas.h"
#include "values/codecs/hexdump.h"
#include "values/codecs/inflate.h"
#include "values/codecs/jsonpretty.h"
#include "values/codecs/textform.h"
#include <QCoreApplication>

namespace values {

namespace {

constexpr qsizetype inflateCap = qsizetype(8) * 1024 * 1024;
constexpr qsizetype hexCap = qsizetype(256) * 1024;
constexpr qsizetype jsonCap = qsizetype(1024) * 1024; // pretty printing makes it longer

QString say(const char *text)
{
    return QCoreApplication::translate("values", text);
}

bool looksJson(const QByteArray &bytes)
{
    const QByteArray start = bytes.first(qMin<qsizetype>(64, bytes.size())).trimmed();
    return start.startsWith('{') || start.startsWith('[');
}

Rendered asText(const QByteArray &bytes, bool complete)
{
    const TextForm form = textForm(bytes);
    Rendered out{ ViewAs::Text, { say(QT_TRANSLATE_NOOP("values", "Text")) },
                  form.text,    form.escaped,
                  complete,     {},
                  true };
    if (!complete)
        out.whyNot =
            say(QT_TRANSLATE_NOOP("values", "Only a part is loaded. Load all of it to edit."));
    return out;
}

Rendered asHex(const QByteArray &bytes)
{
    const bool cut = bytes.size() > hexCap;
    return { ViewAs::Hex,
             { say(QT_TRANSLATE_NOOP("values", "Hex")) },
             hexDump(cut ? bytes.first(hexCap) : bytes),
             false,
             false,
             cut ? say(QT_TRANSLATE_NOOP("values", "Hex shows the first 256 KB and is read-only."))
                 : say(QT_TRANSLATE_NOOP(
                     "values", "Hex is read-only. Text (escaped) edits every byte exactly.")),
             true };
}

Rendered asJson(const QByteArray &bytes)
{
    const auto pretty = bytes.size() <= jsonCap ? prettyJson(bytes) : std::nullopt;
    if (!pretty) {
        Rendered out = asText(bytes, false);
        out.ok = false;
        out.whyNot = bytes.size() > jsonCap
            ? say(QT_TRANSLATE_NOOP("values", "Too long to be laid out as JSON."))
            : say(QT_TRANSLATE_NOOP("values", "This is not valid JSON."));
        return out;
    }
    const TextForm form = textForm(*pretty);
    return { ViewAs::Json,
             { say(QT_TRANSLATE_NOOP("values", "JSON")) },
             form.text,
             form.escaped,
             false,
             say(QT_TRANSLATE_NOOP("values",
                                   "The layout is for reading. Edit the exact bytes in Text.")),
             true };
}

Rendered automatic(const QByteArray &bytes, bool complete, int layers);

/// `layers` more may lie inside: a file that unpacks to itself must not go on for ever.
Rendered unzipped(const QByteArray &bytes, int layers)
{
    const auto inflated = inflateBytes(bytes, inflateCap);
    if (!inflated) {
        Rendered out = asHex(bytes);
        out.ok = false;
        out.whyNot = inflated.error().text;
        return out;
    }
    Rendered out = automatic(inflated->bytes, !inflated->truncated, layers - 1);
    out.as = ViewAs::Unzipped;
    out.chain.prepend(looksGzip(bytes) ? QStringLiteral("gzip") : QStringLiteral("zlib"));
    out.editable = false;
    out.whyNot = inflated->truncated
        ? say(QT_TRANSLATE_NOOP("values", "Compressed; the first 8 MB are shown. Read-only."))
        : say(QT_TRANSLATE_NOOP(
            "values", "Compressing again would not give the same bytes, so this is read-only."));
    return out;
}

Rendered automatic(const QByteArray &bytes, bool complete, int layers)
{
    if (complete && layers > 0 && (looksGzip(bytes) || (looksZlib(bytes) && !isUtf8(bytes)))) {
        if (const Rendered out = unzipped(bytes, layers); out.ok)
            return out;
    }
    // A part may end inside a character: look at all but its last bytes.
    if (!isUtf8(bytes) && (complete || !isUtf8(bytes.chopped(qMin<qsizetype>(4, bytes.size())))))
        return asHex(bytes);
    if (complete && looksJson(bytes) && bytes.indexOf('\n') < 0 && bytes.size() > 80) {
        if (const Rendered out = asJson(bytes); out.ok)
            return out;
    }
    return asText(bytes, complete);
}

} // namespace

Rendered render(const QByteArray &bytes, ViewAs as, bool complete)
{
    switch (as) {
    case ViewAs::Text:
        return asText(bytes, complete);
    case ViewAs::Hex:
        return asHex(bytes);
    case ViewAs::Json:
        return asJson(bytes);
    case ViewAs::Unzipped:
        return unzipped(bytes, 3);
    case ViewAs::Auto:
        break;
    }
    return automatic(bytes, complete, 3);
}

} // namespace values
