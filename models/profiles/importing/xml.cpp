#include "profiles/importing/draft.h"
#include <QXmlStreamReader>

namespace profiles::importing {

/// RDM 0.8 and older: <connections><connection host="…" …/></connections>.
std::optional<QList<Entry>> readXml(const QString &text)
{
    constexpr qsizetype largest = 4 * 1024 * 1024;
    constexpr qsizetype mostEntries = 50'000;
    if (text.size() > largest)
        return std::nullopt;
    QXmlStreamReader xml(text);
    QList<Entry> entries;
    int index = 0;
    while (!xml.atEnd() && entries.size() < mostEntries) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = xml.attributes();
        if (!attributes.hasAttribute(QLatin1String("host")))
            continue;
        for (const QXmlStreamAttribute &each : attributes)
            entries += { QStringLiteral("%1/%2").arg(index).arg(each.name()),
                         each.value().toString(), static_cast<int>(xml.lineNumber()) };
        ++index;
    }
    return xml.hasError() || entries.isEmpty() ? std::nullopt : std::optional(entries);
}

} // namespace profiles::importing
