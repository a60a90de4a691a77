#include "keys/segments.h"
#include <algorithm>

namespace keys {

Segments::Segments(const QByteArrayList &separators)
{
    for (const QByteArray &separator : separators) {
        if (separator.isEmpty() || m_separators.contains(separator))
            continue;
        m_separators += separator;
        m_stop.set(uchar(separator.front()));
    }
    std::stable_sort(m_separators.begin(), m_separators.end(),
                     [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
    if (m_separators.size() == 1 && m_separators.constFirst().size() == 1)
        m_single = uchar(m_separators.constFirst().front());
    if (!m_separators.isEmpty()) {
        m_stop.set('{');
        m_stop.set(':');
    }
}

qsizetype Segments::separatorAt(QByteArrayView name, qsizetype i) const
{
    if (m_single >= 0)
        return uchar(name[i]) == m_single;
    for (const QByteArray &separator : m_separators) {
        if (name.sliced(i).startsWith(separator))
            return separator.size();
    }
    return 0;
}

Segments::Segment Segments::at(QByteArrayView name, qsizetype from) const
{
    const qsizetype size = name.size();
    const char *bytes = name.data();
    bool begun = false;
    for (qsizetype i = from; i < size; ++i) {
        const auto c = uchar(bytes[i]);
        if (!m_stop.test(c)) {
            begun = true;
            continue;
        }
        if (c == ':' && size - i > 2 && bytes[i + 1] == '/' && bytes[i + 2] == '/')
            break; // a URL: whole to its end
        if (c == '{') {
            begun = true;
            const qsizetype close = name.indexOf('}', i + 1);
            if (close > i + 1)
                i = close;
            continue;
        }
        qsizetype length = separatorAt(name, i);
        if (!length) {
            begun = true;
            continue;
        }
        if (!begun && from == 0) {
            i += length - 1;
            continue;
        }
        Segment segment{ i, i, false };
        while (length) {
            segment.next += length;
            length = segment.next < size ? separatorAt(name, segment.next) : 0;
            const bool url = length && name.sliced(segment.next).startsWith("://");
            if (url)
                break;
        }
        return segment;
    }
    return { size, size, true };
}

qsizetype Segments::skip(QByteArrayView name, qsizetype from, int folders) const
{
    for (int i = 0; i < folders; ++i)
        from = at(name, from).next;
    return from;
}

int Segments::folders(QByteArrayView name, qsizetype from) const
{
    int count = 0;
    for (Segment segment = at(name, from); !segment.leaf; segment = at(name, segment.next))
        ++count;
    return count;
}

} // namespace keys
