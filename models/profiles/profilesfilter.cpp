#include "profiles/profilesfilter.h"
#include "profiles/profilesmodel.h"

namespace profiles {

ProfilesFilter::ProfilesFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

ProfilesFilter::~ProfilesFilter() = default;

void ProfilesFilter::setText(const QString &text)
{
    if (m_text == text.trimmed())
        return;
    m_text = text.trimmed();
    invalidateFilter();
}

bool ProfilesFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_text.isEmpty())
        return true;
    if (!parent.isValid())
        return false; // a group shows through its profiles
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return index.data(ProfilesModel::SearchRole).toString().contains(m_text, Qt::CaseInsensitive)
        || parent.data().toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace profiles
