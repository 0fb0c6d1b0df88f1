use latchstring_domain::flow::{FieldMapping, MappedField};
use serde::Serialize;

/// A table of the customer's, with what fills its fields: as the connection has it in the API.
#[derive(Debug, Serialize)]
pub(super) struct MappedTable {
    table: String,
    fields: Vec<Mapped>,
}

#[derive(Debug, Serialize)]
struct Mapped {
    id: String,
    source: Source,
}

#[derive(Debug, Serialize)]
struct Source {
    table: String,
    id: String,
}

pub(super) fn tables(mapping: &FieldMapping) -> Vec<MappedTable> {
    let mut tables: Vec<MappedTable> = Vec::new();
    for MappedField { target, source } in mapping.fields() {
        let source = Source { table: source.table.to_string(), id: source.field.to_string() };
        let field = Mapped { id: target.field.to_string(), source };
        match tables.iter_mut().find(|table| table.table == target.table.as_str()) {
            Some(table) => table.fields.push(field),
            None => tables.push(MappedTable { table: target.table.to_string(), fields: vec![field] }),
        }
    }
    tables
}
