#include "keys/slotview.h"

namespace keys {

namespace {

constexpr qsizetype firstSlotField = 8;
constexpr qsizetype mostSlotFields = resp::slotCount * 2;

void own(SlotView &view, int first, int last)
{
    for (int slot = std::max(0, first); slot <= last && slot < resp::slotCount; ++slot)
        view.owned.set(size_t(slot));
}

void read(SlotView &view, const QByteArray &field)
{
    if (field.startsWith('[')) {
        view.importing = view.importing || field.contains("-<-");
        return;
    }
    const qsizetype dash = field.indexOf('-');
    bool first = false;
    bool last = false;
    const int from = field.left(dash < 0 ? field.size() : dash).toInt(&first);
    const int to = dash < 0 ? from : field.sliced(dash + 1).toInt(&last);
    if (first && (dash < 0 || last))
        own(view, from, to);
}

} // namespace

std::optional<SlotView> SlotView::parse(QByteArrayView clusterNodes)
{
    qsizetype from = 0;
    while (from < clusterNodes.size()) {
        qsizetype end = clusterNodes.indexOf('\n', from);
        if (end < 0)
            end = clusterNodes.size();
        const QByteArray line = clusterNodes.sliced(from, end - from).toByteArray().trimmed();
        from = end + 1;
        const QByteArrayList fields = line.split(' ');
        if (!fields.value(2).split(',').contains("myself"))
            continue;
        SlotView view;
        for (qsizetype i = firstSlotField; i < fields.size() && i < mostSlotFields; ++i)
            read(view, fields.at(i));
        return view;
    }
    return std::nullopt;
}

SlotView SlotView::of(const resp::NodeMap &map, QByteArrayView id)
{
    SlotView view;
    view.importing = map.moving;
    if (const resp::NodeMap::Node *node = map.find(id)) {
        for (const auto &range : node->ranges)
            own(view, range.first, range.last);
    }
    return view;
}

} // namespace keys
