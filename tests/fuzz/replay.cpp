// Runs a fuzz target without libFuzzer: on every file of the folder named on the command line, and
// on mutations of it. The seed is fixed, so a failure comes back.
#include <QDir>
#include <QRandomGenerator>
#include <cstdio>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

void run(const QByteArray &input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()),
                           size_t(input.size()));
}

QByteArray mutated(QByteArray input, QRandomGenerator &random)
{
    for (int changes = 1 + random.bounded(4); changes > 0 && !input.isEmpty(); --changes) {
        const qsizetype at = random.bounded(int(input.size()));
        const qsizetype length =
            random.bounded(1 + int(std::min<qsizetype>(16, input.size() - at)));
        switch (random.bounded(4)) {
        case 0:
            input[at] = char(random.bounded(256));
            break;
        case 1:
            input.remove(at, length);
            break;
        case 2:
            input.insert(at, QByteArray(input.sliced(at, length)));
            break;
        default:
            input.truncate(at);
        }
    }
    return input;
}

} // namespace

int main(int argc, char **argv)
{
    const QDir corpus(QString::fromLocal8Bit(argc > 1 ? argv[1] : "."));
    QRandomGenerator random(42);
    int files = 0;
    run({});
    for (const QFileInfo &entry : corpus.entryInfoList(QDir::Files, QDir::Name)) {
        QFile file(entry.filePath());
        if (!file.open(QIODevice::ReadOnly))
            return 1;
        const QByteArray bytes = file.readAll();
        run(bytes);
        for (int i = 0; i < 500; ++i)
            run(mutated(bytes, random));
        ++files;
    }
    std::printf("%d files replayed\n", files);
    return files == 0; // a corpus that is not found must not look like a pass
}
