#pragma once
#include "aws/places.h"
#include "profiles/importer.h"
#include <QObject>
#include <optional>

class QMimeData;
class QWidget;

namespace profiles {
class ProfileStore;
}

namespace ui {

class ImportSheet;
class SecretsDesk;
struct Draft;

/// What comes into Home from elsewhere, as text or as a file: shows what it holds, and saves what
/// the person then takes.
class ImportDesk final : public QObject {
    Q_OBJECT

public:
    /// `host` = over which it is shown. Store and secrets outlive this.
    ImportDesk(profiles::ProfileStore &store, SecretsDesk &secrets, QWidget *host);

    /// What AWS's tools read on this computer. Without it nothing of AWS is looked up.
    void setAwsPlaces(const aws::Places &places) { m_aws = places; }
    void openText(const QByteArray &text);
    void openFile(const QString &path);
    /// Asks which file.
    void chooseFile();
    [[nodiscard]] static bool canTake(const QMimeData &dropped);
    void take(const QMimeData &dropped);

Q_SIGNALS:
    /// The last of what was saved, and whether it is to be opened at once.
    void saved(const ui::Draft &last, bool connecting);
    /// Follows saved(): the rest of its way is to be entered in its form.
    void wayWanted(profiles::TunnelKind kind);

private:
    void wire(ImportSheet *sheet);
    void save(const QList<profiles::Candidate> &candidates, bool connecting);

    profiles::ProfileStore &m_store;
    SecretsDesk &m_secrets;
    QWidget *m_host;
    std::optional<aws::Places> m_aws;
};

} // namespace ui
