#include "values/codecs/textform.h"
#include "base/displaytext.h"
#include <QStringDecoder>

namespace values {

namespace {

/// Calls `each(line)` for what stands between line feeds; stops when it returns false.
template <typename Each> bool lines(QByteArrayView bytes, Each each)
{
    qsizetype from = 0;
    while (true) {
        const qsizetype end = bytes.indexOf('\n', from);
        if (!each(bytes.sliced(from, (end < 0 ? bytes.size() : end) - from)))
            return false;
        if (end < 0)
            return true;
        from = end + 1;
    }
}

bool isPlainLine(QByteArrayView line)
{
    if (line.indexOf(QByteArrayView("\xC2\xA0")) >= 0)
        return false;
    if (line.indexOf('\t') < 0)
        return base::isPlainText(line);
    QByteArray copy = line.toByteArray();
    copy.replace('\t', ' ');
    return base::isPlainText(copy);
}

} // namespace

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decoder(bytes);
    return !decoder.hasError();
}

bool isPlainMultiline(QByteArrayView bytes)
{
    return lines(bytes, isPlainLine);
}

TextForm textForm(QByteArrayView bytes)
{
    if (isPlainMultiline(bytes))
        return { QString::fromUtf8(bytes), false };
    TextForm form{ {}, true };
    bool first = true;
    lines(bytes, [&](QByteArrayView line) {
        if (!first)
            form.text += QLatin1Char('\n');
        first = false;
        base::EditText edit = base::editText(line);
        if (!edit.escaped)
            edit.text.replace(QLatin1Char('\\'), QLatin1StringView("\\\\"));
        edit.text.replace(QChar(0xA0), QLatin1StringView("\\xc2\\xa0"));
        form.text += edit.text;
        return true;
    });
    return form;
}

std::optional<QByteArray> fromTextForm(const TextForm &form)
{
    return base::parseEditText({ form.text, form.escaped });
}

} // namespace values
