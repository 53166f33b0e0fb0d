//! A server with the endpoint of `docs/guide/receiving.md` for actix-web.

mod receive;

use actix_web::{App, HttpServer, web};
use upstash_workflow::Receiver;

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let receiver = web::Data::new(Receiver::from_env()?);
    let app = move || App::new().app_data(receiver.clone()).service(receive::failed);
    HttpServer::new(app).bind(("127.0.0.1", 8081))?.run().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use actix_web::{App, test, web};
    use upstash_workflow::Receiver;
    use upstash_workflow_emulator::Emulator;

    use super::receive;

    const GUIDE: &str = include_str!("../../../docs/guide/receiving.md");

    #[actix_web::test]
    async fn a_failure_callback_is_taken_and_a_forged_one_is_not() {
        let emulator = Emulator::start().await.expect("an emulator");
        let keys = emulator.signing_keys();
        let receiver = Receiver::new(keys.current, keys.next).expect("two keys");
        let app = App::new().app_data(web::Data::new(receiver)).service(receive::failed);
        let app = test::init_service(app).await;
        let url = "https://app.example.com/failed";
        let body = r#"{"workflowRunId": "wfr_1", "status": 500}"#;
        for (signature, body, status) in [
            (emulator.sign(url, body), body, 200),
            (emulator.sign(url, body), "{}", 401),
            (emulator.sign("https://app.example.com/", body), body, 401),
            (emulator.sign(url, "[]"), "[]", 400),
            ("forged".to_owned(), body, 401),
        ] {
            let request = test::TestRequest::post().uri("/failed").set_payload(body);
            let request = request.insert_header(("Upstash-Signature", signature)).to_request();
            assert_eq!(test::call_service(&app, request).await.status(), status, "{body}");
        }
        let request = test::TestRequest::post().uri("/failed").set_payload(body).to_request();
        assert_eq!(test::call_service(&app, request).await.status(), 401);
    }

    #[::core::prelude::v1::test]
    fn the_guide_shows_the_endpoint_as_it_is_compiled_here() {
        assert!(GUIDE.contains(include_str!("receive.rs")), "copy src/receive.rs into the guide");
    }
}
