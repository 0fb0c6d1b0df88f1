use latchstring_domain::flow::{FieldMapping, MappedField};
use serde::Serialize;

/// A table of the customer's, with what fills its fields.
#[derive(Serialize)]
pub(super) struct MappedTableShape {
    table: String,
    fields: Vec<MappedFieldShape>,
}

#[derive(Serialize)]
struct MappedFieldShape {
    id: String,
    source: SourceShape,
}

#[derive(Serialize)]
struct SourceShape {
    table: String,
    id: String,
}

/// A mapping, by the tables of the customer.
pub(super) fn tables(mapping: &FieldMapping) -> Vec<MappedTableShape> {
    let mut tables: Vec<MappedTableShape> = Vec::new();
    for MappedField { target, source } in mapping.fields() {
        let source = SourceShape { table: source.table.to_string(), id: source.field.to_string() };
        let field = MappedFieldShape { id: target.field.to_string(), source };
        match tables.iter_mut().find(|known| known.table == target.table.as_str()) {
            Some(known) => known.fields.push(field),
            None => tables.push(MappedTableShape { table: target.table.to_string(), fields: vec![field] }),
        }
    }
    tables
}

/// A mapping for people, one field a line.
pub(super) fn lines(tables: &[MappedTableShape]) -> String {
    let fields = tables.iter().flat_map(|table| table.fields.iter().map(move |field| (table, field)));
    let line = |(table, MappedFieldShape { id, source }): (&MappedTableShape, &MappedFieldShape)| {
        format!("{} / {id} from {} / {}", table.table, source.table, source.id)
    };
    fields.map(line).collect::<Vec<_>>().join("\n")
}
