// Precompiled by every library of widgets/: what nearly all of its sources include anyway.
#pragma once
#include "../models/pch.h"
#include <QAbstractItemModel>
#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>
