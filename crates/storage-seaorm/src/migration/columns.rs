//! The kinds of column, alike in meaning on every backend. Released migrations are made of them: a kind is added, never
//! changed.

use sea_orm::DbBackend;
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{Alias, ColumnDef, ForeignKey, Index, Table, TableCreateStatement};

/// Most migrations add columns and no more.
pub(super) use super::steps::add;

/// Builds a table column by column.
pub(super) struct TableBuilder<'a> {
    manager: &'a SchemaManager<'a>,
    name: &'static str,
    table: TableCreateStatement,
}

impl<'a> TableBuilder<'a> {
    pub(super) fn new(manager: &'a SchemaManager<'a>, name: &'static str) -> Self {
        let mut table = Table::create();
        table.table(Alias::new(name));
        Self { manager, name, table }
    }

    fn column(mut self, column: &mut ColumnDef) -> Self {
        self.table.col(column);
        self
    }

    /// A UUID: a native one on PostgreSQL, sixteen bytes elsewhere.
    pub(super) fn id(self, name: &'static str) -> Self {
        let column = uuid(self.manager, name).not_null().take();
        self.column(&mut column.clone())
    }

    pub(super) fn optional_id(self, name: &'static str) -> Self {
        let column = uuid(self.manager, name).null().take();
        self.column(&mut column.clone())
    }

    /// A whole number: a count, a version, or milliseconds since the Unix epoch.
    pub(super) fn number(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).big_integer().not_null())
    }

    pub(super) fn optional_number(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).big_integer().null())
    }

    pub(super) fn flag(self, name: &'static str) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).boolean().not_null())
    }

    /// A text that no index holds.
    pub(super) fn text(self, name: &'static str) -> Self {
        self.long_text(name)
    }

    pub(super) fn optional_text(self, name: &'static str) -> Self {
        self.optional_json(name)
    }

    /// A text that may be longer than 64 KiB.
    pub(super) fn long_text(self, name: &'static str) -> Self {
        let column = long(self.manager, name).not_null().take();
        self.column(&mut column.clone())
    }

    /// A list or record as JSON, however long.
    pub(super) fn optional_json(self, name: &'static str) -> Self {
        let column = long(self.manager, name).null().take();
        self.column(&mut column.clone())
    }

    /// A text that an index may hold, with the most characters it has, which MariaDB wants to know. Compared and
    /// sorted by its bytes.
    pub(super) fn key(self, name: &'static str, length: u32) -> Self {
        let column = keyed(self.manager, name, length).not_null().take();
        self.column(&mut column.clone())
    }

    pub(super) fn optional_key(self, name: &'static str, length: u32) -> Self {
        let column = keyed(self.manager, name, length).null().take();
        self.column(&mut column.clone())
    }

    /// This many bytes.
    pub(super) fn bytes(self, name: &'static str, length: u32) -> Self {
        self.column(ColumnDef::new(Alias::new(name)).binary_len(length).not_null())
    }

    /// Bytes, up to sixteen megabytes of them.
    pub(super) fn blob(self, name: &'static str) -> Self {
        let column = bytes(self.manager, name).not_null().take();
        self.column(&mut column.clone())
    }

    pub(super) fn optional_blob(self, name: &'static str) -> Self {
        let column = bytes(self.manager, name).null().take();
        self.column(&mut column.clone())
    }

    pub(super) fn long_blob(self, name: &'static str) -> Self {
        self.blob(name)
    }

    pub(super) fn primary_key(mut self, columns: &[&'static str]) -> Self {
        let mut key = Index::create();
        key.name(format!("{}_pkey", self.name));
        for column in columns {
            key.col(Alias::new(*column));
        }
        self.table.primary_key(&mut key);
        self
    }

    /// A reference to rows of another table; within a workspace when the columns say so.
    pub(super) fn references(
        mut self,
        name: &'static str,
        from: &[&'static str],
        to: &'static str,
        key: &[&'static str],
    ) -> Self {
        let mut reference = ForeignKey::create();
        reference.name(name).from_tbl(Alias::new(self.name)).to_tbl(Alias::new(to));
        for column in from {
            reference.from_col(Alias::new(*column));
        }
        for column in key {
            reference.to_col(Alias::new(*column));
        }
        self.table.foreign_key(&mut reference);
        self
    }

    pub(super) fn build(self) -> TableCreateStatement {
        self.table
    }
}

/// A UUID to be added.
pub(super) fn added_id(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    uuid(manager, name).null().take()
}

/// A number to be added, which is `usual` in the rows that are there and in those that the program before inserts.
pub(super) fn added_number_or(name: &'static str, usual: i64) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().default(usual).take()
}

/// A flag to be added, which is not set in the rows that are there and in those that the program before inserts.
pub(super) fn added_flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().default(false).take()
}

/// The same, which is set in them.
pub(super) fn added_set_flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().default(true).take()
}

/// A text to be added, which no index holds.
pub(super) fn added_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().null().take()
}

/// A list or record as JSON to be added, however long.
pub(super) fn added_json(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    long(manager, name).null().take()
}

/// The same, which is `empty` in the rows that are there.
pub(super) fn added_json_or(
    manager: &SchemaManager<'_>,
    name: &'static str,
    empty: &'static str,
) -> ColumnDef {
    long(manager, name).not_null().default(empty).take()
}

/// A text to be added, which an index may hold; as [`TableBuilder::key`].
pub(super) fn added_key(manager: &SchemaManager<'_>, name: &'static str, length: u32) -> ColumnDef {
    keyed(manager, name, length).null().take()
}

/// The same, which is `usual` in the rows that are there and in those that the program before inserts.
pub(super) fn added_key_or(
    manager: &SchemaManager<'_>,
    name: &'static str,
    length: u32,
    usual: &'static str,
) -> ColumnDef {
    keyed(manager, name, length).not_null().default(usual).take()
}

pub(super) fn is_sqlite(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DbBackend::Sqlite
}

fn uuid(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name));
    match manager.get_database_backend() {
        DbBackend::Postgres => column.uuid(),
        _ => column.binary_len(16),
    };
    column
}

/// A text of MariaDB ends at 64 KiB, which five hundred fields with long names exceed.
fn long(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name));
    match manager.get_database_backend() {
        DbBackend::MySql => column.custom(Alias::new("mediumtext")),
        _ => column.text(),
    };
    column
}

/// A blob of MariaDB ends at 64 KiB too.
fn bytes(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name));
    match manager.get_database_backend() {
        DbBackend::MySql => column.custom(Alias::new("mediumblob")),
        _ => column.blob(),
    };
    column
}

fn keyed(manager: &SchemaManager<'_>, name: &'static str, length: u32) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name));
    column.string_len(length);
    // SQLite compares bytes by itself, and MariaDB as its table says; the default of PostgreSQL is whatever language the
    // cluster was made in.
    if manager.get_database_backend() == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}
