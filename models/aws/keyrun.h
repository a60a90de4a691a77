#pragma once
#include "aws/asker.h"
#include "aws/recipe.h"
#include <QObject>

namespace aws {

/// One search for an account's keys, from the files to AWS's answers.
class KeyRun final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyRun)

public:
    KeyRun(Account account, Places places, std::shared_ptr<Asker> asker);
    ~KeyRun() override;

    /// Once. `anew`: nothing that was kept counts.
    [[nodiscard]] QFuture<base::Result<Keys>> find(bool anew);

private:
    Account m_account;
    Places m_places;
    std::shared_ptr<Asker> m_asker;
};

} // namespace aws
