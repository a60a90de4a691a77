#include "widgets/browser/keyview.h"
#include "keys/keytreemodel.h"
#include "widgets/browser/keydelegate.h"
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTimer>
#include <deque>

namespace ui {

namespace {

constexpr int mostExpanded = 300; // folders that "*" opens at once
constexpr int searchedRows = 2000;

} // namespace

KeyView::KeyView(keys::KeyTreeModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("keyList"));
    setAccessibleName(tr("Keys"));
    setModel(model);
    setItemDelegate(new KeyDelegate(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(0);
    setRootIsDecorated(false);
    setAnimated(false);
    setMouseTracking(true);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setFrameShape(QFrame::NoFrame);
}

void KeyView::keyboardSearch(const QString &search)
{
    const QModelIndex current = currentIndex();
    const QModelIndex parent = current.parent();
    const int rows = m_model->rowCount(parent);
    const int from = current.isValid() ? current.row() + 1 : 0;
    for (int i = 0; i < std::min(rows, searchedRows); ++i) {
        const QModelIndex index = m_model->index((from + i) % rows, 0, parent);
        if (index.data().toString().startsWith(search, Qt::CaseInsensitive)) {
            setCurrentIndex(index);
            return;
        }
    }
}

void KeyView::expandBelow(const QModelIndex &index)
{
    std::deque<QModelIndex> open{ index };
    for (int count = 0; !open.empty() && count < mostExpanded;) {
        const QModelIndex next = open.front();
        open.pop_front();
        if (!m_model->isFolder(next))
            continue;
        expand(next);
        ++count;
        const int rows = m_model->rowCount(next);
        for (int row = 0; row < rows; ++row) { // folders come first
            const QModelIndex child = m_model->index(row, 0, next);
            if (!m_model->isFolder(child))
                break;
            open.push_back(child);
        }
    }
}

void KeyView::keyPressEvent(QKeyEvent *event)
{
    Q_EMIT userActed();
    const auto plain = !(event->modifiers() & ~Qt::KeypadModifier);
    const QModelIndex current = currentIndex();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (plain && m_model->isFolder(current))
            setExpanded(current, !isExpanded(current));
        else if (plain && current.isValid())
            Q_EMIT pinRequested(current);
        return;
    case Qt::Key_Space:
        if (current.isValid())
            selectionModel()->select(current, QItemSelectionModel::Toggle);
        return;
    case Qt::Key_Slash:
        Q_EMIT searchRequested();
        return;
    case Qt::Key_Asterisk:
        expandBelow(current);
        return;
    case Qt::Key_F2:
        Q_EMIT renameRequested();
        return;
    case Qt::Key_Delete:
        Q_EMIT deleteRequested();
        return;
    case Qt::Key_F5:
        Q_EMIT refreshRequested();
        return;
    case Qt::Key_Escape:
        Q_EMIT escapePressed();
        return;
    case Qt::Key_F:
        if (event->modifiers() == Qt::ControlModifier) {
            Q_EMIT searchRequested();
            return;
        }
        break;
    case Qt::Key_N:
        if (event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
            Q_EMIT newKeyRequested();
            return;
        }
        break;
    default:
        break;
    }
    QTreeView::keyPressEvent(event);
}

void KeyView::mousePressEvent(QMouseEvent *event)
{
    Q_EMIT userActed();
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && m_model->isFolder(index)
        && event->position().x() < KeyDelegate::chevronEnd(index)) {
        setExpanded(index, !isExpanded(index));
        return;
    }
    QTreeView::mousePressEvent(event);
}

void KeyView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    // A page of a very long folder has been scrolled to its end: show the next.
    const QModelIndex last = indexAt({ 1, viewport()->height() - 1 });
    const QModelIndex lowest = last.isValid() ? last : model()->index(model()->rowCount() - 1, 0);
    for (QModelIndex index = lowest; index.isValid(); index = indexAbove(index)) {
        if (visualRect(index).bottom() < 0)
            break;
        const QModelIndex parent = index.parent();
        if (index.row() == m_model->rowCount(parent) - 1 && m_model->hiddenRows(parent) > 0) {
            const QPersistentModelIndex folder = parent;
            QTimer::singleShot(0, this, [this, folder, root = !parent.isValid()] {
                if (root || folder.isValid())
                    m_model->showMore(folder);
            });
            break;
        }
    }
}

} // namespace ui
