#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QList>

namespace links::ssm {

enum class SmuxCommand : quint8 { Syn = 0, Fin = 1, Psh = 2, Nop = 3 };

/// One frame of smux version 1: 8 bytes, little-endian, then at most 65,535 bytes of data.
/// Source: xtaci/smux, frame.go.
struct SmuxFrame {
    SmuxCommand command = SmuxCommand::Nop;
    quint32 stream = 0;
    QByteArray data;

    friend bool operator==(const SmuxFrame &, const SmuxFrame &) = default;
};
[[nodiscard]] QByteArray encoded(const SmuxFrame &frame);

/// Takes the bytes of a session as they come and gives whole frames.
class SmuxReader {
public:
    /// The frames that are complete now. Kind::Protocol for another version or command: the session
    /// is lost then, and every further call fails alike.
    [[nodiscard]] base::Result<QList<SmuxFrame>> read(const QByteArray &bytes);

private:
    QByteArray m_rest;
    bool m_broken = false;
};

} // namespace links::ssm
