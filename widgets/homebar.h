#pragma once
#include "widgets/statusitem.h"

namespace ui {

/// The status bar under Home: how many connections, where secrets rest, the language.
class HomeBar final : public QWidget {
    Q_OBJECT

public:
    explicit HomeBar(QWidget *parent = nullptr);
    /// "3 connections".
    void setConnections(const QString &text);
    /// A sentence such as "Secrets in the system keychain"; empty while unknown.
    void setSecrets(const QString &text);

Q_SIGNALS:
    void languageClicked();
    void preferencesClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    StatusItem *m_connections;
    StatusItem *m_secrets;
    StatusItem *m_preferences;
    StatusItem *m_language;
};

} // namespace ui
