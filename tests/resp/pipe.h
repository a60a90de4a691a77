#pragma once
#include <QIODevice>
#include <QTimer>

/// A stream without a peer: the test is the server. What is written waits, like in a slow socket,
/// until it is taken.
class Pipe final : public QIODevice {
    Q_OBJECT

public:
    Pipe() { open(QIODevice::ReadWrite | QIODevice::Unbuffered); }

    QByteArray written; ///< by the connection, since the beginning
    qint64 taken = 0; ///< of it, by the imagined peer
    bool autoTake = true;
    qint64 largestRead = 0;
    qint64 readSinceTurn = 0;

    void serve(const QByteArray &bytes)
    {
        m_input += bytes;
        Q_EMIT readyRead();
    }
    void take()
    {
        const qint64 size = written.size() - taken;
        taken = written.size();
        Q_EMIT bytesWritten(size);
    }
    void end() { Q_EMIT readChannelFinished(); }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_input.size() + QIODevice::bytesAvailable();
    }
    [[nodiscard]] qint64 bytesToWrite() const override
    {
        return autoTake ? 0 : written.size() - taken;
    }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 n = std::min<qint64>(size, m_input.size());
        memcpy(data, m_input.constData(), size_t(n));
        m_input.remove(0, n);
        readSinceTurn += n;
        return n;
    }
    qint64 writeData(const char *data, qint64 size) override
    {
        written.append(data, size);
        return size;
    }

private:
    QByteArray m_input;
};
