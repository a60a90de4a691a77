#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QMetaType>
#include <memory>
#include <vector>

namespace resp {

class ReplyBuilder;

/// One reply of a server, immutable, cheap to copy and safe to read from any thread.
/// A whole tree is two allocations (nodes and bytes), shared by every Reply that looks into it;
/// an element keeps its tree alive. All kinds of RESP2 and RESP3 (attributes are skipped).
class Reply {
public:
    enum class Kind : quint8 {
        Nil,
        Status, ///< +OK
        Error, ///< -ERR …, also RESP3's blob error
        Integer,
        String, ///< bulk string
        Array,
        Double, ///< RESP3; text() is the server's own spelling
        Boolean, ///< RESP3
        BigNumber, ///< RESP3; bytes() are the digits
        Verbatim, ///< RESP3; bytes() without the "txt:" prefix, verbatimFormat() has it
        Map, ///< RESP3; children alternate key, value
        Set, ///< RESP3
        Push, ///< RESP3 out-of-band message
    };

    /// Nil.
    Reply();

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool isNil() const { return kind() == Kind::Nil; }
    [[nodiscard]] bool isError() const { return kind() == Kind::Error; }
    /// Array, Map, Set or Push.
    [[nodiscard]] bool isAggregate() const;

    /// The bytes of a String, Status, Error, BigNumber, Verbatim or Double; empty otherwise.
    /// The view lives as long as this Reply or any other into the same tree.
    [[nodiscard]] QByteArrayView bytes() const;
    /// A copy of bytes().
    [[nodiscard]] QByteArray toByteArray() const { return bytes().toByteArray(); }
    /// The value of an Integer or Boolean; a String or Status that spells an integer is read too.
    /// `fallback` for everything else.
    [[nodiscard]] qint64 toInteger(qint64 fallback = 0) const;
    /// A Double's value, or of anything that spells a number; `fallback` otherwise.
    [[nodiscard]] double toDouble(double fallback = 0) const;
    [[nodiscard]] bool isOk() const;
    /// "txt", "mkd" of a Verbatim; empty otherwise.
    [[nodiscard]] QByteArrayView verbatimFormat() const;

    /// Children of an aggregate: for a Map twice the number of pairs. 0 for everything else.
    [[nodiscard]] qsizetype size() const;
    /// The i-th child; Nil when there is none.
    [[nodiscard]] Reply at(qsizetype i) const;
    /// at(i).bytes() without taking a share in the tree: for going over thousands of names.
    [[nodiscard]] QByteArrayView bytesAt(qsizetype i) const;
    /// Bytes of memory held by the whole tree this reply looks into.
    [[nodiscard]] qsizetype memory() const;

    /// Same kind, same content, all the way down.
    friend bool operator==(const Reply &a, const Reply &b);

    // For tests and for replies that the program itself makes.
    [[nodiscard]] static Reply string(QByteArrayView bytes);
    [[nodiscard]] static Reply status(QByteArrayView bytes);
    [[nodiscard]] static Reply error(QByteArrayView bytes);
    [[nodiscard]] static Reply integer(qint64 value);
    [[nodiscard]] static Reply array(const QList<Reply> &children, Kind kind = Kind::Array);

private:
    friend class ReplyBuilder;
    struct Node {
        Kind kind = Kind::Nil;
        char format[3] = {}; // Verbatim
        quint32 count = 0; // children of an aggregate
        quint64 a = 0; // offset of the bytes, first child, or the integer
        quint64 b = 0; // length of the bytes, or the double's bits
    };
    struct Tree {
        std::vector<Node> nodes;
        QByteArray bytes;
    };

    Reply(std::shared_ptr<const Tree> tree, quint32 node);
    [[nodiscard]] const Node &node() const;
    [[nodiscard]] QByteArrayView bytesOf(const Node &n) const;

    std::shared_ptr<const Tree> m_tree; // null = Nil
    quint32 m_node = 0;
};

using Replies = QList<Reply>;

/// Fills one tree, root first. Slots are numbered; slot 0 is the root. Children of an aggregate
/// lie side by side, so child i of an aggregate that begins at `first` is slot first + i.
class ReplyBuilder {
public:
    ReplyBuilder();

    void setNil(quint32 slot);
    void setBytes(quint32 slot, Reply::Kind kind, QByteArrayView bytes);
    void setInteger(quint32 slot, Reply::Kind kind, qint64 value);
    void setDouble(quint32 slot, double value, QByteArrayView spelling);
    void setVerbatim(quint32 slot, QByteArrayView format, QByteArrayView bytes);
    /// Makes room for `children` slots and returns the first of them.
    quint32 setAggregate(quint32 slot, Reply::Kind kind, quint32 children);
    /// Copies a finished reply, with everything below it, into `slot`.
    void setCopy(quint32 slot, const Reply &reply);

    [[nodiscard]] qsizetype nodeCount() const;
    [[nodiscard]] qsizetype byteCount() const;
    /// Hands the tree over and starts a new one.
    [[nodiscard]] Reply take();

private:
    std::shared_ptr<Reply::Tree> m_tree;
};

} // namespace resp

Q_DECLARE_METATYPE(resp::Reply)
