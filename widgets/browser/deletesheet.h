#pragma once
#include "keys/bulkdelete.h"
#include "profiles/profile.h"
#include "widgets/common/sheet.h"
#include <QByteArrayList>
#include <array>

class QAbstractButton;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// Shows exactly which keys will be deleted, asks for as much of a word as the environment wants,
/// then runs the deletion with Stop and ends in a report. Enter never confirms.
class DeleteSheet final : public common::Sheet {
    Q_OBJECT

public:
    struct Plan {
        QByteArrayList keys;
        std::array<qint64, 10> byType{}; ///< by base::KeyType
        QString reason; ///< why it cannot be undone; empty = it can be (one key on production)
        QString facts; ///< of a single key: type, TTL, size
        bool partial = false; ///< a folder's keys, of which more may exist
    };
    DeleteSheet(QWidget *host, const profiles::Profile &profile, const Plan &plan);

    /// Follows the deletion that confirmed() started; takes it over.
    void run(keys::BulkDelete *bulk);

Q_SIGNALS:
    void confirmed();

private:
    [[nodiscard]] QString expectedWord() const;
    void finish();

    profiles::Profile m_profile;
    Plan m_plan;
    keys::BulkDelete *m_bulk = nullptr;
    common::PlainLabel *m_question;
    common::PlainLabel *m_status;
    QWidget *m_list;
    QLineEdit *m_word = nullptr;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_delete;
};

} // namespace ui
