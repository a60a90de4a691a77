#pragma once
#include "values/keystate.h"
#include <QAbstractListModel>

namespace values {

/// The time line of what was seen of one key while it was open: loaded, changed, TTL set, expired,
/// re-created. Made from samples, so what happens between two of them goes unseen.
class FlightRecorder final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlightRecorder)

public:
    enum class Event {
        Loaded,
        Changed,
        TtlSet,
        TtlRemoved,
        Expired,
        Deleted,
        Recreated,
        TypeChanged,
        Saved,
        SaveStopped,
    };
    Q_ENUM(Event)
    enum Role { EventRole = Qt::UserRole, TimeRole, DetailRole };
    static constexpr qsizetype limit = 200;

    explicit FlightRecorder(QObject *parent = nullptr);
    ~FlightRecorder() override;

    /// Compares with the sample before and writes down what happened in between.
    void sample(const KeySample &sample);
    void loaded(const QDateTime &when);
    /// The bytes differ from what was loaded before.
    void valueChanged(const QDateTime &when, const QString &detail = {});
    void saved(const QDateTime &when);
    void saveStopped(const QDateTime &when, const QString &why);
    /// The next sample's changes are the program's own doing and are not "by an app".
    void expectOwnChange();

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: "Expired"; DetailRole: "25 min later, TTL 30:00".
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Entry {
        QDateTime when;
        Event event = Event::Loaded;
        QString detail;
    };
    void add(const QDateTime &when, Event event, const QString &detail = {});

    QList<Entry> m_entries;
    std::optional<KeySample> m_last;
    QDateTime m_goneAt;
    bool m_own = false;
};

} // namespace values
