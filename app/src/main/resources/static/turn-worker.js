// Runs in the background of a browser whose fan asked to be told of their turn. Shows what the server sends, and opens the
// waiting room. It handles no requests of pages.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  const { title, body, language, page, tag } = event.data.json();
  const options = { body, lang: language, tag, icon: "/icon-192.png", data: { page }, requireInteraction: true };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.page ?? "/"));
});

/** Brings the page to the front, or opens it. */
async function open(page) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((shown) => new URL(shown.url).pathname === page);
  return there ? there.focus() : self.clients.openWindow(page);
}
