#pragma once
#include <QByteArray>
#include <QRandomGenerator>

/// RESP2 bytes of a random reply, nested at most `depth` deep.
inline QByteArray randomReply(QRandomGenerator &random, int depth)
{
    const auto text = [&](int longest) {
        QByteArray out(random.bounded(longest), Qt::Uninitialized);
        for (char &c : out)
            c = char(random.bounded(256));
        return out;
    };
    const auto line = [&] {
        QByteArray out = text(30);
        for (char &c : out)
            c = c == '\r' || c == '\n' ? ' ' : c;
        return out;
    };
    switch (random.bounded(depth > 0 ? 8 : 6)) {
    case 0:
        return "+" + line() + "\r\n";
    case 1:
        return "-ERR " + line() + "\r\n";
    case 2:
        return ":" + QByteArray::number(qint64(random.generate64())) + "\r\n";
    case 3:
        return random.bounded(2) ? "$-1\r\n" : "*-1\r\n";
    case 4:
    case 5: {
        const QByteArray bytes = text(random.bounded(20) ? 40 : 70000);
        return "$" + QByteArray::number(bytes.size()) + "\r\n" + bytes + "\r\n";
    }
    default: {
        const int count = random.bounded(6);
        QByteArray out = "*" + QByteArray::number(count) + "\r\n";
        for (int i = 0; i < count; ++i)
            out += randomReply(random, depth - 1);
        return out;
    }
    }
}
