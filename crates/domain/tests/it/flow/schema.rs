use latchstring_domain::flow::{Schema, SchemaError, SchemaField, SchemaTable};

use crate::fixture::{field, field_ref, required, schema, table};

fn fields(count: usize) -> Vec<SchemaField> {
    (0..count).map(|number| field(&format!("f{number}"))).collect()
}

fn tables(count: usize) -> Vec<SchemaTable> {
    (0..count).map(|number| table(&format!("t{number}"), &fields(1))).collect()
}

#[test]
fn a_schema_without_a_field_is_none() {
    assert_eq!(Schema::new(Vec::new()), Err(SchemaError::Empty));
    assert_eq!(Schema::new(vec![table("a", &[]), table("b", &[])]), Err(SchemaError::Empty));
    assert!(Schema::new(vec![table("a", &[]), table("b", &fields(1))]).is_ok());
}

#[test]
fn a_schema_is_bounded_in_tables_and_in_fields_over_all() {
    assert_eq!((Schema::MAX_TABLES, Schema::MAX_FIELDS), (50, 500));
    assert_eq!(Schema::new(tables(50)).unwrap().tables().len(), 50);
    assert_eq!(Schema::new(tables(51)), Err(SchemaError::TooManyTables));
    let empty_ones = vec![table("a", &[]); 51];
    assert_eq!(Schema::new(empty_ones), Err(SchemaError::TooManyTables), "empty tables count as well");

    assert!(Schema::new(vec![table("a", &fields(500))]).is_ok());
    assert!(Schema::new(vec![table("a", &fields(250)), table("b", &fields(250))]).is_ok());
    for too_many in [vec![table("a", &fields(501))], vec![table("a", &fields(250)), table("b", &fields(251))]]
    {
        assert_eq!(Schema::new(too_many), Err(SchemaError::TooManyFields));
    }
}

#[test]
fn no_table_is_there_twice_and_no_field_twice_in_a_table() {
    let twice = vec![table("a", &fields(1)), table("b", &fields(1)), table("a", &fields(2))];
    assert_eq!(Schema::new(twice), Err(SchemaError::RepeatedTable("a".into())));
    let twice = vec![table("a", &fields(1)), table("b", &[field("x"), field("y"), required("x")])];
    assert_eq!(Schema::new(twice), Err(SchemaError::RepeatedField("x".into())));
    let alike =
        vec![table("a", &[field("x"), field("X")]), table("b", &[field("x")]), table("A", &fields(1))];
    assert!(
        Schema::new(alike).is_ok(),
        "the same field in another table, or in another case, is another one"
    );
}

#[test]
fn a_schema_keeps_its_order_and_knows_its_fields() {
    let known = schema(&[table("b", &[field("y"), field("x")]), table("a", &[field("z")])]);
    let listed: Vec<_> =
        known.fields().map(|(table, field)| format!("{}.{}", table.table, field.id)).collect();
    assert_eq!(listed, ["b.y", "b.x", "a.z"]);
    assert!(known.has(&field_ref("b", "x")));
    for unknown in [field_ref("a", "x"), field_ref("B", "x"), field_ref("b", "X"), field_ref("c", "x")] {
        assert!(!known.has(&unknown), "{unknown:?}");
    }
}
