#pragma once
#include "aws/discovery.h"
#include "profiles/profile.h"
#include <QWidget>
#include <optional>

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace common {
class PlainLabel;
}

namespace ui {

/// Ways to a private ElastiCache endpoint that was pasted and has none yet. While it is shown, and
/// only then, it asks AWS for bastions that are online in the VPC of that cache, by read-only calls
/// and without a question to the person; it says so. Where the paste names an AWS profile other
/// than the person's default one, it asks once the person wants it. What cannot be asked leaves the
/// other ways.
class RouteProposal final : public QWidget {
    Q_OBJECT

public:
    explicit RouteProposal(QWidget *parent = nullptr);
    ~RouteProposal() override;

    /// Without these AWS is not asked.
    void setPlaces(const aws::Places &places);
    /// True for an endpoint that nobody outside its VPC reaches, and no tunnel leads to.
    [[nodiscard]] static bool isNeeded(const profiles::Profile &profile);
    /// Shows the ways to it; hidden where none is needed.
    void propose(const profiles::Profile &profile);
    [[nodiscard]] QString state() const;
    void takeFocus();

Q_SIGNALS:
    /// The way that the person has chosen: the profile with its tunnel, and what AWS told of it.
    void accepted(const profiles::Profile &profile, const QString &bastion);
    /// Back to none.
    void directChosen();
    void sshWanted();
    void awsWanted();
    /// The first bastion is offered.
    void offered();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Way { Bastion, Ask, Aws, Ssh, Direct };
    [[nodiscard]] bool canAsk() const;
    [[nodiscard]] bool isOwnAccount() const;
    void ask();
    void stopAsking();
    void refresh();
    void finished(const base::Result<> &result);
    void showWays();
    void showState();
    QListWidgetItem *addWay(Way way, const QString &text, const QString &icon);
    void choose(const QListWidgetItem *item);
    void take(const aws::RankedBastion &ranked);
    [[nodiscard]] std::optional<aws::Cache> cache() const;

    std::optional<aws::Places> m_places;
    std::unique_ptr<aws::Discovery> m_discovery;
    aws::Account m_account; ///< that is asked
    profiles::Profile m_profile; ///< as it was pasted
    QList<aws::RankedBastion> m_bastions;
    QString m_chosen; ///< target of the accepted bastion
    QString m_problem;
    common::PlainLabel *m_title;
    QLabel *m_stateIcon;
    common::PlainLabel *m_state;
    QListWidget *m_list;
};

} // namespace ui
