use crate::text::{FieldId, FieldName};

/// Tables and their fields: those a customer wants filled, or those a source has.
///
/// At most [`Schema::MAX_TABLES`] tables and [`Schema::MAX_FIELDS`] fields over all; no table twice, and no field twice
/// in a table. A schema without any field is none: use an `Option`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema(Vec<SchemaTable>);

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaTable {
    /// Its name, by which it is known too.
    pub table: FieldName,
    /// Its fields, in order.
    pub fields: Vec<SchemaField>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaField {
    /// What programs call it.
    pub id: FieldId,
    /// What people call it.
    pub name: FieldName,
    /// Whether a mapping without it is refused.
    pub required: bool,
}

/// Why tables and fields are no schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// No field at all.
    #[error("must have at least one field")]
    Empty,
    /// More than [`Schema::MAX_TABLES`] tables.
    #[error("must have at most {} tables", Schema::MAX_TABLES)]
    TooManyTables,
    /// More than [`Schema::MAX_FIELDS`] fields.
    #[error("must have at most {} fields over all tables", Schema::MAX_FIELDS)]
    TooManyFields,
    /// The same table twice.
    #[error("has the table {0:?} twice")]
    RepeatedTable(String),
    /// The same field twice in one table.
    #[error("has the field {0:?} twice in one table")]
    RepeatedField(String),
}

impl Schema {
    /// The most tables.
    pub const MAX_TABLES: usize = 50;
    /// The most fields over all tables.
    pub const MAX_FIELDS: usize = 500;

    /// Checks and keeps these tables.
    ///
    /// # Errors
    /// [`SchemaError`] naming what is too much, missing or there twice.
    pub fn new(tables: Vec<SchemaTable>) -> Result<Self, SchemaError> {
        if tables.len() > Self::MAX_TABLES {
            return Err(SchemaError::TooManyTables);
        }
        let fields: usize = tables.iter().map(|table| table.fields.len()).sum();
        if fields == 0 {
            return Err(SchemaError::Empty);
        }
        if fields > Self::MAX_FIELDS {
            return Err(SchemaError::TooManyFields);
        }
        if let Some(table) = repeated(tables.iter().map(|table| table.table.as_str())) {
            return Err(SchemaError::RepeatedTable(table.to_owned()));
        }
        let twice =
            tables.iter().find_map(|table| repeated(table.fields.iter().map(|field| field.id.as_str())));
        match twice {
            Some(field) => Err(SchemaError::RepeatedField(field.to_owned())),
            None => Ok(Self(tables)),
        }
    }

    /// The tables, in order.
    #[must_use]
    pub fn tables(&self) -> &[SchemaTable] {
        &self.0
    }

    /// Every field with its table, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&SchemaTable, &SchemaField)> {
        self.0.iter().flat_map(|table| table.fields.iter().map(move |field| (table, field)))
    }
}

fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    names.into_iter().find(|name| !seen.insert(*name))
}
