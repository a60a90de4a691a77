#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QList>
#include <QString>

namespace aws {

/// An element of a service's answer: attributes and namespaces are left out.
struct XmlElement {
    QString name;
    QString text; ///< trimmed
    QList<XmlElement> children;

    /// The first child of that name; an empty element where there is none.
    [[nodiscard]] const XmlElement &child(const QString &name) const;
    /// All children of that name.
    [[nodiscard]] QList<XmlElement> all(const QString &name) const;
    /// text of child(name).
    [[nodiscard]] QString value(const QString &name) const { return child(name).text; }
};

/// Kind::Protocol for what is no XML, is nested deeper than 32 or has more than 500,000 elements;
/// entities of a document's own are not expanded.
[[nodiscard]] base::Result<XmlElement> readXml(const QByteArray &xml);

} // namespace aws
