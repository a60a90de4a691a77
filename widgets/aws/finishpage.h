#pragma once
#include "aws/cache.h"
#include "profiles/profile.h"
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace common {
class PlainLabel;
class SegmentedControl;
} // namespace common

namespace ui {

/// The wizard's third page: what the connection is called and how careful it is, over a summary of
/// what was chosen.
class FinishPage final : public QWidget {
    Q_OBJECT

public:
    explicit FinishPage(const QStringList &groups, QWidget *parent = nullptr);

    /// Fills the fields from it; what the person has typed for another choice is gone.
    void show(const profiles::Profile &profile, const aws::Cache &cache, const QString &bastion);
    /// What was shown, with the fields as they are.
    [[nodiscard]] profiles::Profile profile() const;
    void takeFocus();

private:
    void addLine(const QString &label, common::PlainLabel *value, const char *name);

    profiles::Profile m_profile;
    QGridLayout *m_grid;
    QLineEdit *m_name;
    QComboBox *m_group;
    common::SegmentedControl *m_environment;
    common::PlainLabel *m_cautionHint;
    common::PlainLabel *m_cache;
    common::PlainLabel *m_route;
    common::PlainLabel *m_security;
};

} // namespace ui
