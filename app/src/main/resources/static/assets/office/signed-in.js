// The tab of a sign-in that another tab waited for.

import { tellSignedIn } from "./session.js";

tellSignedIn();
window.close();
