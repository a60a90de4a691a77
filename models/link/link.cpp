#include "link/link.h"

namespace links {

Link::Link(QObject *parent)
    : QObject(parent)
{
}

Link::~Link() = default;

std::unique_ptr<QIODevice> Link::take()
{
    return std::move(m_stream);
}

void Link::finish(std::unique_ptr<QIODevice> stream)
{
    m_stream = std::move(stream);
    Q_EMIT opened();
}

} // namespace links
