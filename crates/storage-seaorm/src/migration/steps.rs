//! What migrations do to the schema, one step at a time.
//!
//! On SQLite and PostgreSQL a migration is a transaction. MariaDB commits every step by itself, so a migration that was
//! stopped between two of them is begun again from the start: there each step passes over what is there already. It is
//! therefore these functions that make and drop things, and not the schema manager's own, which `.clippy.toml` refuses.

#![expect(clippy::disallowed_methods, reason = "this is where they are used")]

use sea_orm::{ConnectionTrait as _, DbBackend, DbErr, Statement};
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{
    Alias, ColumnDef, ConditionalStatement as _, Expr, ForeignKey, Index, Table, TableCreateStatement,
};

pub(super) fn is_mariadb(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DbBackend::MySql
}

pub(super) async fn create_table(
    manager: &SchemaManager<'_>,
    mut table: TableCreateStatement,
) -> Result<(), DbErr> {
    if is_mariadb(manager) {
        // Compared byte by byte, and without padding: otherwise `A` is `a`, and `a ` is `a`.
        table.if_not_exists().engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_nopad_bin");
    }
    manager.create_table(table).await
}

/// Adds columns to a table that may have rows, one a statement, as SQLite wants it. The program before this one goes on
/// inserting rows without them: each may be null or has a default.
pub(super) async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: impl IntoIterator<Item = ColumnDef>,
) -> Result<(), DbErr> {
    for mut column in columns {
        let mut addition = Table::alter();
        addition.table(Alias::new(table));
        match is_mariadb(manager) {
            true => addition.add_column_if_not_exists(&mut column),
            false => addition.add_column(&mut column),
        };
        manager.alter_table(addition.take()).await?;
    }
    Ok(())
}

/// An index to be made.
pub(super) struct NewIndex {
    name: &'static str,
    table: &'static str,
    columns: Vec<&'static str>,
    unique: bool,
    of: Option<Expr>,
    on_mariadb: Option<Vec<&'static str>>,
}

pub(super) fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> NewIndex {
    NewIndex { name, table, columns: columns.to_vec(), unique: false, of: None, on_mariadb: None }
}

pub(super) fn unique(name: &'static str, table: &'static str, columns: &[&'static str]) -> NewIndex {
    NewIndex { unique: true, ..index(name, table, columns) }
}

impl NewIndex {
    /// Holds only these rows. On MariaDB, which has no such index, it holds all of them.
    pub(super) fn of(self, rows: Expr) -> Self {
        Self { of: Some(rows), ..self }
    }

    /// The columns on MariaDB, where they have to be others: no text without a length, and in place of a part of the
    /// rows what tells it from the rest. With none there is no index.
    pub(super) fn on_mariadb(self, columns: &[&'static str]) -> Self {
        Self { on_mariadb: Some(columns.to_vec()), ..self }
    }
}

pub(super) async fn create_index(manager: &SchemaManager<'_>, index: NewIndex) -> Result<(), DbErr> {
    if is_mariadb(manager) {
        return create_index_on_mariadb(manager, index).await;
    }
    let mut statement = Index::create();
    statement.name(index.name).table(Alias::new(index.table));
    for column in index.columns {
        statement.col(Alias::new(column));
    }
    if index.unique {
        statement.unique();
    }
    if let Some(rows) = index.of {
        statement.and_where(rows);
    }
    manager.create_index(statement).await
}

/// Written out, because the builder takes MariaDB for MySQL, which has no `IF NOT EXISTS` here.
async fn create_index_on_mariadb(manager: &SchemaManager<'_>, index: NewIndex) -> Result<(), DbErr> {
    let NewIndex { name, table, columns, unique, on_mariadb, .. } = index;
    let columns = on_mariadb.unwrap_or(columns);
    if columns.is_empty() {
        return Ok(());
    }
    let unique = if unique { "UNIQUE " } else { "" };
    let columns: Vec<_> = columns.iter().map(|column| format!("`{column}`")).collect();
    let sql = format!("CREATE {unique}INDEX IF NOT EXISTS `{name}` ON `{table}` ({})", columns.join(", "));
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

pub(super) async fn drop_index(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
) -> Result<(), DbErr> {
    if is_mariadb(manager) && !manager.has_index(table, name).await? {
        return Ok(());
    }
    manager.drop_index(Index::drop().name(name).table(Alias::new(table)).to_owned()).await
}

/// A reference to rows of another table, of a table that is there already, which SQLite cannot be given.
pub(super) async fn create_foreign_key(
    manager: &SchemaManager<'_>,
    name: &'static str,
    (from, columns): (&'static str, &[&'static str]),
    (to, key): (&'static str, &[&'static str]),
) -> Result<(), DbErr> {
    if is_mariadb(manager) && has_foreign_key(manager, name).await? {
        return Ok(());
    }
    let mut reference = ForeignKey::create();
    reference.name(name).from_tbl(Alias::new(from)).to_tbl(Alias::new(to));
    for column in columns {
        reference.from_col(Alias::new(*column));
    }
    for column in key {
        reference.to_col(Alias::new(*column));
    }
    manager.create_foreign_key(reference).await
}

async fn has_foreign_key(manager: &SchemaManager<'_>, name: &'static str) -> Result<bool, DbErr> {
    let sql = "SELECT 1 FROM information_schema.table_constraints
               WHERE constraint_schema = DATABASE() AND constraint_type = 'FOREIGN KEY' AND constraint_name = ?";
    let asked = Statement::from_sql_and_values(DbBackend::MySql, sql, [name.into()]);
    Ok(manager.get_connection().query_one_raw(asked).await?.is_some())
}
