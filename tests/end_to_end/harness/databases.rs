use latchstring_tests::{MariaDb, Postgres};

#[test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
fn a_database_is_fresh_alone_and_dropped() {
    let cluster = Postgres::from_env().unwrap();
    let (one, other) = (cluster.database().unwrap(), cluster.database().unwrap());
    one.execute("CREATE TABLE door (id int)").unwrap();
    one.execute("INSERT INTO door VALUES (1), (2)").unwrap();
    assert_eq!(one.execute("SELECT id FROM door ORDER BY id").unwrap(), "1\n2");
    assert!(other.execute("SELECT id FROM door").unwrap_err().to_string().contains("does not exist"));

    let count = format!("SELECT count(*) FROM pg_database WHERE datname = '{}'", one.name());
    assert_eq!(cluster.execute(&count).unwrap(), "1");
    drop(one);
    assert_eq!(cluster.execute(&count).unwrap(), "0");
}

#[test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
fn the_cluster_keeps_what_it_has_acknowledged() {
    let cluster = Postgres::from_env().unwrap();
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        assert_eq!(cluster.execute(&format!("SHOW {setting}")).unwrap(), "on", "{setting}");
    }
}

#[test]
#[ignore = "needs MariaDB: run ./tests/run"]
fn a_database_of_mariadb_is_fresh_alone_and_dropped() {
    let server = MariaDb::from_env().unwrap();
    let (one, other) = (server.database().unwrap(), server.database().unwrap());
    one.execute("CREATE TABLE door (id int)").unwrap();
    one.execute("INSERT INTO door VALUES (1), (2)").unwrap();
    assert_eq!(one.execute("SELECT id FROM door ORDER BY id").unwrap(), "1\n2");
    assert!(other.execute("SELECT id FROM door").unwrap_err().to_string().contains("doesn't exist"));

    let count =
        format!("SELECT count(*) FROM information_schema.schemata WHERE schema_name = '{}'", one.name());
    assert_eq!(server.execute(&count).unwrap(), "1");
    drop(one);
    assert_eq!(server.execute(&count).unwrap(), "0");
}
