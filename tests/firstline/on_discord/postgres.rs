//! A schema of its own on a PostgreSQL server, for tests of several processes.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyPool, AssertSqlSafe, Executor as _};

/// It is there until it is dropped; one that a failed test left behind does no harm.
pub(super) struct Schema {
    /// The address that leads into it.
    pub(super) url: String,
    name: String,
}

impl Schema {
    pub(super) async fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("firstline_wire_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        execute(format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await;
        let server = server_url();
        let sign = if server.contains('?') { '&' } else { '?' };
        Self { url: format!("{server}{sign}options=-c%20search_path%3D{name}"), name }
    }

    pub(super) async fn drop(self) {
        execute(format!("DROP SCHEMA {} CASCADE", self.name)).await;
    }
}

async fn execute(statements: String) {
    sqlx::any::install_default_drivers();
    let server = AnyPool::connect(&server_url()).await.expect("the server answers");
    server.execute(sqlx::raw_sql(AssertSqlSafe(statements))).await.expect("the server does as it is told");
    server.close().await;
}

#[expect(clippy::disallowed_methods, reason = "a test has no command line to be told by")]
fn server_url() -> String {
    std::env::var("FIRSTLINE_TEST_POSTGRES_URL").expect("FIRSTLINE_TEST_POSTGRES_URL names a server")
}
