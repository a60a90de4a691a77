#pragma once
#include "stats/sampler.h"
#include "support/fakeport.h"
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

namespace support {

/// A server that lives in fast motion: feeds a Sampler with five minutes of plausible figures, a
/// pause without lookups and a restart in them.
class Synthetic {
public:
    Synthetic()
        : own(std::make_shared<stats::OwnLookups>())
        , port(std::make_shared<FakePort>())
        , sampler(resp::Send(port), own)
    {
        port->answer = [this](const resp::Command &command) -> base::Result<resp::Reply> {
            if (command == resp::Command{ "PING" })
                return resp::Reply::status("PONG");
            if (command.size() == 2)
                return resp::Reply::string("cmdstat_get:calls=" + QByteArray::number(m_commands)
                                           + ",usec=" + QByteArray::number(m_commands * 90)
                                           + "\r\n");
            return resp::Reply::string(info());
        };
        sampler.setClock([this] { return m_ms; }, [this] { return start + m_ms; });
        sampler.setInterval(2);
        begin();
    }

    void begin()
    {
        QSignalSpy spy(&sampler, &stats::Sampler::sampled);
        sampler.start();
        QTRY_VERIFY(!spy.isEmpty());
    }

    void run(int samples)
    {
        for (int i = 0; i < samples; ++i)
            tick();
    }

    /// From now on only count() moves the lookups, which start at zero.
    void silence()
    {
        m_silent = true;
        m_hits = m_misses = 0;
        m_uptime = 0;
    }
    void count(qint64 hits, qint64 misses)
    {
        m_hits += hits;
        m_misses += misses;
    }

    /// Two seconds later.
    void tick()
    {
        m_ms += 2000;
        ++m_tick;
        const double wave = std::sin(m_tick / 23.0);
        if (m_tick == restartAt) {
            m_uptime = 0;
            ++m_process;
            m_hits = m_misses = m_commands = m_evicted = m_expired = m_in = m_out = 0;
            m_cpu = 0;
        }
        const double since = m_tick < restartAt ? 1e9 : m_tick - restartAt;
        const double ratio = m_tick < restartAt
            ? 0.965 + 0.012 * wave + noise(0.01)
            : 0.985 - 0.3 * std::exp(-since / 10.0) + noise(0.006);
        const double ops = 1000 + 350 * wave + noise(220);
        const bool silent = m_silent || (m_tick >= 38 && m_tick < 52);
        const qint64 lookups = silent ? 0 : qint64(ops * 0.4);
        m_hits += qint64(double(lookups) * std::min(0.999, ratio));
        m_misses += lookups - qint64(double(lookups) * std::min(0.999, ratio));
        m_commands += qint64(2 * ops);
        m_expired += qint64(28 + 14 * wave + noise(16));
        m_in += qint64((1.9 + noise(0.5)) * 2e6);
        m_out += qint64((5.2 + wave + noise(1.0)) * 2e6);
        m_cpu += 0.4 + 0.1 * wave + noise(0.06);
        m_memory = (408 + m_tick * 0.03 + noise(1)) * 1024 * 1024;
        m_clients = int(37 + 3 * wave + noise(2));
        m_uptime += 2;
        QSignalSpy spy(&sampler, &stats::Sampler::sampled);
        sampler.sampleNow();
        QTRY_VERIFY(!spy.isEmpty());
    }

    std::shared_ptr<stats::OwnLookups> own;
    std::shared_ptr<FakePort> port;
    stats::Sampler sampler;
    int restartAt = 86;
    qint64 start = 1'735'707'480'000; // 13:58 in Seoul
    QByteArray maxmemory = "524288000";

private:
    double noise(double size) { return (m_random.generateDouble() - 0.5) * 2 * size; }

    QByteArray info() const
    {
        const auto line = [](const char *name, auto value) {
            return QByteArray(name) + ':' + QByteArray::number(value) + "\r\n";
        };
        return "run_id:p" + QByteArray::number(m_process) + "\r\n"
            + line("uptime_in_seconds", m_uptime) + line("keyspace_hits", m_hits)
            + line("keyspace_misses", m_misses) + line("total_commands_processed", m_commands)
            + line("total_connections_received", 40) + line("evicted_keys", m_evicted)
            + line("expired_keys", m_expired) + line("total_net_input_bytes", m_in)
            + line("total_net_output_bytes", m_out) + line("used_cpu_sys", m_cpu)
            + line("used_cpu_user", 0.0) + line("used_memory", qint64(m_memory))
            + "maxmemory:" + maxmemory + "\r\nmaxmemory_policy:volatile-lru\r\n"
            + line("connected_clients", m_clients) + line("blocked_clients", 2)
            + line("maxclients", 10000) + "slave0:ip=10.0.0.3,port=6379,state=online,lag="
            + QByteArray::number(m_tick % 7 == 0 ? 1 : 0) + "\r\n"
            + "db0:keys=1204211,expires=903211,avg_ttl=91\r\n";
    }

    QRandomGenerator m_random{ 3 };
    qint64 m_ms = 0;
    int m_tick = 0;
    bool m_silent = false;
    int m_process = 0;
    qint64 m_uptime = 950'000;
    qint64 m_hits = 800'000, m_misses = 300'000, m_commands = 0, m_evicted = 0, m_expired = 0;
    qint64 m_in = 0, m_out = 0;
    double m_cpu = 0;
    double m_memory = 430e6;
    int m_clients = 37;
};

} // namespace support
