// What a megabyte costs the processor on its way through Session Manager's protocol, without a
// network: frames, messages, digests, acknowledgements.
#include "link/ssm/mux.h"
#include "support/channelfakes.h"
#include <benchmark/benchmark.h>

using namespace links::ssm;

namespace {

constexpr qsizetype load = 1024 * 1024;

QByteArray acknowledgementFor(qint64 sequence)
{
    Message message;
    message.type = inputStreamData;
    message.sequence = sequence;
    return support::channelMessage(acknowledgeType, 0, acknowledgementOf(message),
                                   PayloadType::None);
}

/// The other side's share of the work is done before the clock runs.
void upload(benchmark::State &state)
{
    const QByteArray bytes(load, 'x');
    for (auto _ : state) {
        state.PauseTiming();
        support::TestClock clock;
        support::FakeChannelSocket socket;
        DataChannel channel(clock);
        Mux mux(channel, clock, false);
        QByteArrayList acknowledgements;
        for (qint64 i = 0; i < load / 1016 + 3; ++i)
            acknowledgements += acknowledgementFor(i);
        qint64 sent = 0;
        socket.onSend = [&](const QByteArray &) { ++sent; };
        channel.attach(&socket);
        const auto id = mux.open();
        state.ResumeTiming();
        mux.write(id, bytes);
        for (qint64 i = 0; i < sent; ++i)
            socket.hear(acknowledgements.at(i));
        state.PauseTiming();
        if (mux.queued(id) != 0 || channel.unacknowledged() != 0)
            state.SkipWithError("not everything went out");
        channel.detach();
        state.ResumeTiming();
    }
    state.SetBytesProcessed(state.iterations() * load);
}

void download(benchmark::State &state)
{
    QByteArrayList messages;
    const QByteArray frame = encoded(SmuxFrame{ SmuxCommand::Psh, 3, QByteArray(1016, 'x') });
    for (qint64 i = 0; i < load / 1016; ++i)
        messages += support::channelMessage(outputStreamData, i, frame);
    for (auto _ : state) {
        state.PauseTiming();
        support::TestClock clock;
        support::FakeChannelSocket socket;
        DataChannel channel(clock);
        Mux mux(channel, clock, false);
        qint64 arrived = 0;
        socket.onSend = [](const QByteArray &) {};
        QObject::connect(&channel, &DataChannel::received, &mux,
                         [&](PayloadType, const QByteArray &payload) { mux.feed(payload); });
        QObject::connect(&mux, &Mux::arrived, &mux,
                         [&](Mux::Id, const QByteArray &bytes) { arrived += bytes.size(); });
        channel.attach(&socket);
        std::ignore = mux.open();
        state.ResumeTiming();
        for (const QByteArray &message : messages)
            socket.hear(message);
        state.PauseTiming();
        if (arrived != load / 1016 * 1016)
            state.SkipWithError("not everything arrived");
        channel.detach();
        state.ResumeTiming();
    }
    state.SetBytesProcessed(state.iterations() * load);
}

BENCHMARK(upload)->Unit(benchmark::kMillisecond);
BENCHMARK(download)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
