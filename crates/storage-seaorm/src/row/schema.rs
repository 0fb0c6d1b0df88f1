//! The fields of a customer or a source, and which fill which, inside JSON columns.

use latchstring_domain::flow::{FieldMapping, FieldRef, MappedField, Schema, SchemaField, SchemaTable};
use latchstring_domain::text::{FieldId, FieldName};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row};

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct SchemaRow(Vec<TableRow>);

#[derive(Serialize, Deserialize)]
struct TableRow {
    table: String,
    fields: Vec<FieldRow>,
}

#[derive(Serialize, Deserialize)]
struct FieldRow {
    id: String,
    name: String,
    required: bool,
}

impl SchemaRow {
    pub(super) fn write(value: &Schema) -> Self {
        let field = |SchemaField { id, name, required }: &SchemaField| FieldRow {
            id: id.to_string(),
            name: name.to_string(),
            required: *required,
        };
        let table = |SchemaTable { table, fields }: &SchemaTable| TableRow {
            table: table.to_string(),
            fields: fields.iter().map(field).collect(),
        };
        Self(value.tables().iter().map(table).collect())
    }

    pub(super) fn read(self, row: &Row, column: &'static str) -> Result<Schema> {
        let field = |FieldRow { id, name, required }| {
            let id = row.ok(column, FieldId::parse(&id))?;
            Ok(SchemaField { id, name: row.ok(column, FieldName::parse(&name))?, required })
        };
        let table = |TableRow { table, fields }| {
            let table = row.ok(column, FieldName::parse(&table))?;
            Ok(SchemaTable { table, fields: fields.into_iter().map(field).collect::<Result<_>>()? })
        };
        let tables = self.0.into_iter().map(table).collect::<Result<_>>()?;
        row.ok(column, Schema::new(tables))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct MappingRow(Vec<MappedRow>);

#[derive(Serialize, Deserialize)]
struct MappedRow {
    target: RefRow,
    source: RefRow,
}

#[derive(Serialize, Deserialize)]
struct RefRow {
    table: String,
    field: String,
}

impl RefRow {
    fn write(FieldRef { table, field }: &FieldRef) -> Self {
        Self { table: table.to_string(), field: field.to_string() }
    }

    fn read(self, row: &Row, column: &'static str) -> Result<FieldRef> {
        let table = row.ok(column, FieldName::parse(&self.table))?;
        Ok(FieldRef { table, field: row.ok(column, FieldId::parse(&self.field))? })
    }
}

impl MappingRow {
    pub(super) fn write(value: &FieldMapping) -> Self {
        let mapped = |MappedField { target, source }: &MappedField| MappedRow {
            target: RefRow::write(target),
            source: RefRow::write(source),
        };
        Self(value.fields().iter().map(mapped).collect())
    }

    pub(super) fn read(self, row: &Row, column: &'static str) -> Result<FieldMapping> {
        let mapped = |MappedRow { target, source }| {
            Ok(MappedField { target: target.read(row, column)?, source: source.read(row, column)? })
        };
        Ok(FieldMapping::from_stored(self.0.into_iter().map(mapped).collect::<Result<_>>()?))
    }
}
