use actix_web::{HttpRequest, HttpResponse, post, web};
use upstash_workflow::Receiver;
use upstash_workflow::http::{HeaderMap, HeaderName, HeaderValue};

const URL: &str = "https://app.example.com/failed";

#[post("/failed")]
pub async fn failed(
    receiver: web::Data<Receiver>,
    request: HttpRequest,
    body: web::Bytes,
) -> HttpResponse {
    // The headers of actix-web are of an older version of the crate `http`.
    let headers: HeaderMap = request
        .headers()
        .iter()
        .filter_map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
            Some((name, HeaderValue::from_bytes(value.as_bytes()).ok()?))
        })
        .collect();
    let delivery = match receiver.verify(&headers, URL, &body) {
        Ok(delivery) => delivery,
        Err(error) => return HttpResponse::Unauthorized().body(error.to_string()),
    };
    match delivery.failure_callback() {
        Ok(failure) => {
            println!("{:?} failed: {:?}", failure.workflow_run_id, failure.reason());
            HttpResponse::Ok().finish()
        }
        Err(error) => HttpResponse::BadRequest().body(error.to_string()),
    }
}
