use latchstring_domain::flow::{Schema, SchemaField, SchemaTable};
use serde::Serialize;

use crate::output::Block;

/// A table and its fields.
#[derive(Serialize)]
pub(super) struct TableShape {
    table: String,
    fields: Vec<FieldShape>,
}

#[derive(Serialize)]
struct FieldShape {
    id: String,
    name: String,
    required: bool,
}

/// The tables of a schema.
pub(super) fn tables(schema: &Schema) -> Vec<TableShape> {
    let field = |SchemaField { id, name, required }: &SchemaField| FieldShape {
        id: id.to_string(),
        name: name.to_string(),
        required: *required,
    };
    let table = |SchemaTable { table, fields }: &SchemaTable| TableShape {
        table: table.to_string(),
        fields: fields.iter().map(field).collect(),
    };
    schema.tables().iter().map(table).collect()
}

/// How many fields there are over all tables.
pub(super) fn count(tables: Option<&[TableShape]>) -> String {
    tables.unwrap_or_default().iter().map(|table| table.fields.len()).sum::<usize>().to_string()
}

/// The fields as lines of a table, or what is said when there are none.
pub(super) fn block(tables: Option<&[TableShape]>, none: &'static str) -> Block {
    let fields = tables.unwrap_or_default().iter();
    let fields = fields.flat_map(|table| table.fields.iter().map(move |field| (table, field)));
    let row = |(table, field): (&TableShape, &FieldShape)| {
        let required = if field.required { "yes" } else { "no" };
        vec![table.table.clone(), field.id.clone(), field.name.clone(), required.to_owned()]
    };
    Block::Table { head: &["TABLE", "FIELD", "NAME", "REQUIRED"], rows: fields.map(row).collect(), none }
}
