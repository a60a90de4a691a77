#include "aws/xml.h"
#include <QCoreApplication>
#include <QXmlStreamReader>
#include <algorithm>

namespace aws {

namespace {

constexpr qsizetype deepest = 32;
constexpr int most = 500'000;

base::Error notXml(const QString &why)
{
    return { base::Error::Kind::Protocol,
             QCoreApplication::translate(
                 "aws",
                 "The service's answer is not the XML that AWS sends. Check "
                 "the endpoint, and whether a proxy answers in its place."),
             why.toUtf8(), base::Error::Cause::AwsRefused };
}

} // namespace

const XmlElement &XmlElement::child(const QString &childName) const
{
    static const XmlElement none;
    const auto found = std::find_if(children.cbegin(), children.cend(),
                                    [&](const XmlElement &each) { return each.name == childName; });
    return found == children.cend() ? none : *found;
}

QList<XmlElement> XmlElement::all(const QString &childName) const
{
    QList<XmlElement> found;
    std::copy_if(children.cbegin(), children.cend(), std::back_inserter(found),
                 [&](const XmlElement &each) { return each.name == childName; });
    return found;
}

base::Result<XmlElement> readXml(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    XmlElement root;
    QList<XmlElement> open; // from the root to where the reader is
    int count = 0;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (open.size() == deepest)
                return base::fail(notXml(QStringLiteral("nested too deep")));
            if (++count > most)
                return base::fail(notXml(QStringLiteral("too many elements")));
            open.emplaceBack(XmlElement{ reader.name().toString(), {}, {} });
            break;
        case QXmlStreamReader::Characters:
            if (!open.isEmpty() && !(reader.isWhitespace() && open.last().text.isEmpty()))
                open.last().text += reader.text();
            break;
        case QXmlStreamReader::EndElement: {
            XmlElement done = open.takeLast();
            done.text = std::move(done.text).trimmed();
            if (open.isEmpty())
                root = std::move(done);
            else
                open.last().children += std::move(done);
            break;
        }
        case QXmlStreamReader::DTD: // where a document would define entities
            return base::fail(notXml(QStringLiteral("document type definition")));
        default:
            break;
        }
    }
    if (reader.hasError())
        return base::fail(notXml(reader.errorString()));
    return root;
}

} // namespace aws
