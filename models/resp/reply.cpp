#include "resp/reply.h"
#include <bit>
#include <charconv>
#include <utility>

namespace resp {

Reply::Reply() = default;

Reply::Reply(std::shared_ptr<const Tree> tree, quint32 node)
    : m_tree(std::move(tree))
    , m_node(node)
{
}

const Reply::Node &Reply::node() const
{
    static const Node nil;
    return m_tree ? m_tree->nodes[m_node] : nil;
}

Reply::Kind Reply::kind() const
{
    return node().kind;
}

bool Reply::isAggregate() const
{
    switch (kind()) {
    case Kind::Array:
    case Kind::Map:
    case Kind::Set:
    case Kind::Push:
        return true;
    default:
        return false;
    }
}

QByteArrayView Reply::bytes() const
{
    return bytesOf(node());
}

QByteArrayView Reply::bytesAt(qsizetype i) const
{
    if (i < 0 || i >= size())
        return {};
    return bytesOf(m_tree->nodes[node().a + quint64(i)]);
}

QByteArrayView Reply::bytesOf(const Node &n) const
{
    switch (n.kind) {
    case Kind::Status:
    case Kind::Error:
    case Kind::String:
    case Kind::BigNumber:
    case Kind::Verbatim:
        return QByteArrayView(m_tree->bytes).sliced(qsizetype(n.a), qsizetype(n.b));
    case Kind::Double:
        return QByteArrayView(m_tree->bytes).sliced(qsizetype(n.a), qsizetype(n.count));
    default:
        return {};
    }
}

qint64 Reply::toInteger(qint64 fallback) const
{
    const Node &n = node();
    if (n.kind == Kind::Integer || n.kind == Kind::Boolean)
        return qint64(n.a);
    const QByteArrayView text = bytes();
    qint64 value = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    return error == std::errc() && end == text.end() && !text.isEmpty() ? value : fallback;
}

double Reply::toDouble(double fallback) const
{
    const Node &n = node();
    if (n.kind == Kind::Double)
        return std::bit_cast<double>(n.b);
    if (n.kind == Kind::Integer || n.kind == Kind::Boolean)
        return double(qint64(n.a));
    const QByteArrayView text = bytes();
    double value = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    return error == std::errc() && end == text.end() && !text.isEmpty() ? value : fallback;
}

bool Reply::isOk() const
{
    return kind() == Kind::Status && bytes() == QByteArrayView("OK");
}

QByteArrayView Reply::verbatimFormat() const
{
    return kind() == Kind::Verbatim ? QByteArrayView(node().format, 3) : QByteArrayView();
}

qsizetype Reply::size() const
{
    return isAggregate() ? node().count : 0;
}

Reply Reply::at(qsizetype i) const
{
    if (i < 0 || i >= size())
        return {};
    return { m_tree, quint32(node().a + quint64(i)) };
}

qsizetype Reply::memory() const
{
    return m_tree ? qsizetype(m_tree->nodes.capacity() * sizeof(Node)) + m_tree->bytes.capacity()
                  : 0;
}

bool operator==(const Reply &a, const Reply &b)
{
    if (a.kind() != b.kind() || a.size() != b.size())
        return false;
    if (a.m_tree == b.m_tree && a.m_node == b.m_node)
        return true;
    switch (a.kind()) {
    case Reply::Kind::Nil:
        return true;
    case Reply::Kind::Integer:
    case Reply::Kind::Boolean:
        return a.node().a == b.node().a;
    case Reply::Kind::Verbatim:
        return a.verbatimFormat() == b.verbatimFormat() && a.bytes() == b.bytes();
    default:
        break;
    }
    if (!a.isAggregate())
        return a.bytes() == b.bytes();
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (!(a.at(i) == b.at(i)))
            return false;
    }
    return true;
}

namespace {
Reply leaf(Reply::Kind kind, QByteArrayView bytes)
{
    ReplyBuilder builder;
    builder.setBytes(0, kind, bytes);
    return builder.take();
}
} // namespace

Reply Reply::string(QByteArrayView bytes)
{
    return leaf(Kind::String, bytes);
}

Reply Reply::status(QByteArrayView bytes)
{
    return leaf(Kind::Status, bytes);
}

Reply Reply::error(QByteArrayView bytes)
{
    return leaf(Kind::Error, bytes);
}

Reply Reply::integer(qint64 value)
{
    ReplyBuilder builder;
    builder.setInteger(0, Kind::Integer, value);
    return builder.take();
}

Reply Reply::array(const QList<Reply> &children, Kind kind)
{
    ReplyBuilder builder;
    quint32 slot = builder.setAggregate(0, kind, quint32(children.size()));
    for (const Reply &child : children)
        builder.setCopy(slot++, child);
    return builder.take();
}

ReplyBuilder::ReplyBuilder()
    : m_tree(std::make_shared<Reply::Tree>())
{
    m_tree->nodes.resize(1);
}

void ReplyBuilder::setNil(quint32 slot)
{
    m_tree->nodes[slot] = {};
}

void ReplyBuilder::setBytes(quint32 slot, Reply::Kind kind, QByteArrayView bytes)
{
    Reply::Node &n = m_tree->nodes[slot];
    n.kind = kind;
    n.a = quint64(m_tree->bytes.size());
    n.b = quint64(bytes.size());
    m_tree->bytes.append(bytes);
}

void ReplyBuilder::setInteger(quint32 slot, Reply::Kind kind, qint64 value)
{
    Reply::Node &n = m_tree->nodes[slot];
    n.kind = kind;
    n.a = quint64(value);
}

void ReplyBuilder::setDouble(quint32 slot, double value, QByteArrayView spelling)
{
    setBytes(slot, Reply::Kind::Double, spelling);
    Reply::Node &n = m_tree->nodes[slot];
    n.count = quint32(spelling.size());
    n.b = std::bit_cast<quint64>(value);
}

void ReplyBuilder::setVerbatim(quint32 slot, QByteArrayView format, QByteArrayView bytes)
{
    setBytes(slot, Reply::Kind::Verbatim, bytes);
    for (qsizetype i = 0; i < 3 && i < format.size(); ++i)
        m_tree->nodes[slot].format[i] = format[i];
}

quint32 ReplyBuilder::setAggregate(quint32 slot, Reply::Kind kind, quint32 children)
{
    const auto first = quint32(m_tree->nodes.size());
    m_tree->nodes.resize(m_tree->nodes.size() + children);
    Reply::Node &n = m_tree->nodes[slot];
    n.kind = kind;
    n.count = children;
    n.a = first;
    return first;
}

void ReplyBuilder::setCopy(quint32 slot, const Reply &reply)
{
    if (reply.isAggregate()) {
        const quint32 first = setAggregate(slot, reply.kind(), quint32(reply.size()));
        for (qsizetype i = 0; i < reply.size(); ++i)
            setCopy(first + quint32(i), reply.at(i));
        return;
    }
    switch (reply.kind()) {
    case Reply::Kind::Nil:
        setNil(slot);
        break;
    case Reply::Kind::Integer:
    case Reply::Kind::Boolean:
        setInteger(slot, reply.kind(), reply.toInteger());
        break;
    case Reply::Kind::Double:
        setDouble(slot, reply.toDouble(), reply.bytes());
        break;
    case Reply::Kind::Verbatim:
        setVerbatim(slot, reply.verbatimFormat(), reply.bytes());
        break;
    default:
        setBytes(slot, reply.kind(), reply.bytes());
    }
}

qsizetype ReplyBuilder::nodeCount() const
{
    return qsizetype(m_tree->nodes.size());
}

qsizetype ReplyBuilder::byteCount() const
{
    return m_tree->bytes.size();
}

Reply ReplyBuilder::take()
{
    Reply reply(std::exchange(m_tree, std::make_shared<Reply::Tree>()), 0);
    m_tree->nodes.resize(1);
    return reply;
}

} // namespace resp
