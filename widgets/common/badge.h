#pragma once
#include "base/keytype.h"
#include "profiles/profile.h"
#include <QString>
#include <QWidget>

class QPainter;

namespace common {

/// 36×16 at full size.
[[nodiscard]] QSize typeBadgeSize();
/// The badge of `type`, centred in `rect` at its own size; for delegates.
void paintTypeBadge(QPainter *painter, const QRect &rect, base::KeyType type);

/// A key's type as a small widget, for headers. Its accessible name is the type's word.
class TypeBadge final : public QWidget {
    Q_OBJECT

public:
    explicit TypeBadge(QWidget *parent = nullptr);
    void setType(base::KeyType type);
    [[nodiscard]] base::KeyType type() const { return m_type; }
    [[nodiscard]] QSize sizeHint() const override { return typeBadgeSize(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    base::KeyType m_type = base::KeyType::Unknown;
};

/// LOCAL, DEV, STG, PROD, DEMO: never translated, always shown as a word.
[[nodiscard]] QString environmentShortName(profiles::Environment environment);
/// LOCAL, DEV, STAGING, PRODUCTION, DEMO as the identity band says it, in the language in force.
[[nodiscard]] QString environmentBandName(profiles::Environment environment);
/// 42×16 at full size.
[[nodiscard]] QSize environmentPillSize();
void paintEnvironmentPill(QPainter *painter, const QRect &rect, profiles::Environment environment);

class EnvironmentPill final : public QWidget {
    Q_OBJECT

public:
    explicit EnvironmentPill(QWidget *parent = nullptr);
    void setEnvironment(profiles::Environment environment);
    [[nodiscard]] QSize sizeHint() const override { return environmentPillSize(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    profiles::Environment m_environment = profiles::Environment::Local;
};

} // namespace common
