#pragma once
#include "link/link.h"
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTextStream>
#include <algorithm>
#include <functional>
#include <memory>

/// Round trips and long replies over streams, for programs that print figures: nothing else happens
/// meanwhile, so that each waits in an event loop of its own.
namespace bench {

using Stream = std::unique_ptr<QIODevice>;

[[noreturn]] inline void giveUp(const QString &why)
{
    QTextStream(stderr) << why << '\n';
    std::exit(1);
}

inline Stream opened(std::unique_ptr<links::Link> link)
{
    QEventLoop loop;
    Stream stream;
    QObject::connect(link.get(), &links::Link::opened, &loop, [&] {
        stream = link->take();
        loop.quit();
    });
    QObject::connect(link.get(), &links::Link::failed, &loop,
                     [](const base::Error &why) { giveUp(why.text); });
    link->open();
    loop.exec();
    return stream;
}

/// PING after PING; each round trip in microseconds.
class Pinger : public QObject {
public:
    explicit Pinger(QIODevice &stream)
        : m_stream(stream)
    {
        connect(&stream, &QIODevice::readyRead, this, [this] {
            m_answer += m_stream.readAll();
            if (!m_answer.endsWith("+PONG\r\n"))
                return;
            m_answer.clear();
            trips += double(m_clock.nsecsElapsed()) / 1000;
            if (onTrip)
                onTrip();
            if (!stopped)
                next();
        });
    }
    void next()
    {
        m_clock.start();
        m_stream.write("PING\r\n");
    }
    [[nodiscard]] QString percentiles()
    {
        std::sort(trips.begin(), trips.end());
        const auto at = [this](double part) {
            return QString::number(trips[qsizetype(part * double(trips.size() - 1))] / 1000, 'f',
                                   2);
        };
        return QStringLiteral("%1 / %2 / %3 ms (%4)")
            .arg(at(0.5), at(0.99), at(1))
            .arg(trips.size());
    }

    QList<double> trips;
    std::function<void()> onTrip;
    bool stopped = false;

private:
    QIODevice &m_stream;
    QByteArray m_answer;
    QElapsedTimer m_clock;
};

/// `count` PINGs, alone.
inline QString idlePing(QIODevice &stream, int count)
{
    QEventLoop loop;
    Pinger pinger(stream);
    pinger.onTrip = [&] {
        pinger.stopped = pinger.trips.size() >= count;
        if (pinger.stopped)
            loop.quit();
    };
    pinger.next();
    loop.exec();
    return pinger.percentiles();
}

/// Reads the value of "big" over `bulk`, MB/s; with `beside`, PINGs go on until it is done.
inline double bigReply(QIODevice &bulk, qint64 bytes, Pinger *beside)
{
    QEventLoop loop;
    QObject context;
    qint64 left = bytes + QByteArray::number(bytes).size() + 5;
    QObject::connect(&bulk, &QIODevice::readyRead, &context, [&] {
        left -= bulk.readAll().size();
        if (left <= 0)
            loop.quit();
    });
    QElapsedTimer clock;
    clock.start();
    bulk.write("GET big\r\n");
    if (beside)
        beside->next();
    loop.exec();
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    if (beside) {
        beside->stopped = true; // and the one that is on its way comes home
        const qsizetype before = beside->trips.size();
        beside->onTrip = [&] { loop.quit(); };
        if (beside->trips.size() == before)
            loop.exec();
    }
    return double(bytes) / 1e6 / seconds;
}

} // namespace bench
