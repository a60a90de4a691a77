// Precompiled for every test: Qt Test and what nearly all tests include anyway.
#pragma once
#include "../models/pch.h"
#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
