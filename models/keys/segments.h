#pragma once
#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <bitset>

namespace keys {

/// Where a key's name is cut into folders. A run of separators counts once ("cache::key" is key in
/// cache); "://" and everything behind it stays whole, so that a URL is one leaf; {hash tags} are
/// not cut; separators at the very beginning belong to the first segment.
class Segments {
public:
    /// No separators = no folders: every name is one leaf.
    explicit Segments(const QByteArrayList &separators = { QByteArrayLiteral(":") });

    struct Segment {
        qsizetype end = 0; ///< one past its last byte
        qsizetype next = 0; ///< where the next begins; meaningless for a leaf
        bool leaf = true; ///< the name's last: no folder
    };
    /// The segment that begins at `from`.
    [[nodiscard]] Segment at(QByteArrayView name, qsizetype from) const;
    /// Where the segment after `depth` folders begins.
    [[nodiscard]] qsizetype skip(QByteArrayView name, qsizetype from, int folders) const;
    /// How many folders lie at and behind `from`.
    [[nodiscard]] int folders(QByteArrayView name, qsizetype from) const;

private:
    [[nodiscard]] qsizetype separatorAt(QByteArrayView name, qsizetype i) const;

    QByteArrayList m_separators; // longest first
    int m_single = -1; // the only separator, when it is one byte: the usual case
    std::bitset<256> m_stop; // bytes worth a closer look
};

} // namespace keys
