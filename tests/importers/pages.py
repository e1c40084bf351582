"""Made-up pages of every shape that the atlas and the formats of archives know, in our own words."""

from __future__ import annotations

SITE_2011 = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>Radio presenter detained for two days - IFEX</title>
<script type="text/javascript">var _gaq = [];</script></head>
<body>
<!-- Mirrored from www.ifex.org/ghana/2011/06/09/presenter_detained/ by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 13 Mar 2013 10:00:00 GMT -->
<div id="topbar"><a href="https://www.ifex.org/">Use a secure connection</a> <a href="/why">Why this is important</a></div>
<div id="nav"><ul><li><a href="/africa">Africa</a></li><li><a href="/americas">Americas</a></li></ul></div>
<div id="languages">This is available in: <a href="./">English</a> <a href="fr/">Français</a></div>
<div id="content"><h1>Radio presenter detained for two days</h1>
<p>(MFWA/IFEX) - On 7 June 2011, police in Tamale detained Yaw Boateng, who presents the morning show of <em>Radio Savanna</em>, over a call-in programme about fuel prices, the Media Foundation for West Africa says.</p>
<p>He was let go on 8 June. The <a href="http://www.mediafound.org/statement.html">full statement of MFWA</a> asks for an apology.</p>
<ul><li>two recorders were taken</li><li>one was given back</li></ul>
</div>
<div id="footer">Latest Tweet: something else entirely, of another country and another day</div>
</body></html>
"""

SITE_2018 = """\
<!doctype html>
<html lang="en-US"><head><meta charset="UTF-8">
<title>Weekly closed after cartoon | IFEX</title>
<meta property="og:title" content="Weekly closed after cartoon">
<meta property="og:site_name" content="IFEX">
<link rel="canonical" href="https://ifex.org/weekly-closed-after-cartoon/">
</head><body class="post has-sidebar">
<header class="site-header"><nav><a href="/">Home</a> <a href="/about">About</a></nav></header>
<main><article class="post">
<header><h1>Weekly closed after cartoon</h1></header>
<p class="teaser">(RSF/IFEX) – On 14 March 2000, the authorities in Niamey closed the weekly “Le Fouet” for a month over a cartoon that showed a minister asleep at his desk while petitioners queued in front of him. The editor, Moussa Tahirou, was told of the order by telephone and has had nothing in writing. RSF has asked the […]</p>
<div class="entry-content">
<p>(RSF/IFEX) – On 14 March 2000, the authorities in Niamey closed the weekly “Le Fouet” for a month over a cartoon that showed a minister asleep at his desk while petitioners queued in front of him. The editor, Moussa Tahirou, was told of the order by telephone and has had nothing in writing. RSF has asked the minister to lift it.</p>
<p><strong>Background Information</strong></p>
<p>It is the second weekly in <a href="https://ifex.org/location/niger/">Niger</a> to be closed this year.</p>
</div>
<div class="share"><a href="https://twitter.com/share">Tweet</a></div>
</article></main>
<aside class="sidebar"><h2>Recent articles in Africa</h2><ul><li><a href="/x">Another story altogether</a></li></ul></aside>
<footer>© IFEX</footer></body></html>
"""

LISTING_2018 = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Niger Archives | IFEX</title></head><body>
<header><nav><a href="/">Home</a></nav></header>
<main><h1>Niger</h1><p>At a glance</p><p>3 articles</p>
<article class="card"><h2><a href="https://ifex.org/weekly-closed-after-cartoon/">Weekly closed after cartoon</a></h2>
<time datetime="2000-03-15T10:00:00+00:00">15 March 2000</time>
<p>(RSF/IFEX) – On 14 March 2000, the authorities in Niamey closed the weekly “Le Fouet” for a month over a cartoon […]</p></article>
<article class="card"><h2><a href="/editor-fined/">Editor fined</a></h2>
<p>(RSF/IFEX) – On 2 February 2000, a court in Niamey fined an editor. **Updates IFEX alert of 20 January 2000**</p></article>
<article class="card"><h2><a href="/station-warned/">Station warned</a></h2>
<p>(RSF/IFEX) – RSF has written to the regulator about a warning that a station in Zinder was given […]</p></article>
</main></body></html>
"""

GENERIC = """\
<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>Journalists' Union of Somewhere</title></head>
<body bgcolor=white><table width=100%><tr><td width=150><a href=a.html>Home</a><br><a href=b.html>Links</a><br><a href=c.html>Contact us</a></td>
<td><h1>Two reporters summoned over caf\u00e9 interview</h1>
<p>3 July 1999
<p>The union says that two reporters were summoned by the police in Lusaka, Zambia, on 1 July 1999 after they had talked to a minister in a caf\u00e9.
<p>They were asked who had paid for the coffee, and how long the talk had lasted.
They answered that each had paid, and that it had lasted for an hour.
<ul><li>The first was let go after an hour<li>The second after three</ul>
</td></tr></table></body></html>
"""

MHONARC = """\
<!-- MHonArc v2.4.9 -->
<!--X-Subject: NIGERIA alert (editor taken from home) -->
<!--X-From-R13: Nyregf <nyregfNjro.rknzcyr> -->
<!--X-Date: Thu, 3 Jul 1997 14:02:11 &#45;0400 -->
<!--X-Message-Id: 199707031802.OAA01234@web.example -->
<!--X-Content-Type: text/plain -->
<!--X-Head-End-->
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML//EN"><html><head><title>NIGERIA alert (editor taken from home)</title></head><body>
<a href="maillist.html">Date Index</a> <h1>NIGERIA alert (editor taken from home)</h1><ul><li><em>From</em>: Alerts</li></ul>
<!--X-Body-of-Message-->
<pre>
{body}
</pre>
<!--X-Body-of-Message-End-->
<ul><li>Prev by Date: <a href="msg00001.html">Something else</a></li></ul></body></html>
"""

PIPERMAIL = """\
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN"><HTML><HEAD><TITLE> NIGERIA alert (editor taken from home)</TITLE>
<LINK REL="made" HREF="mailto:list%40web.example?Subject=NIGERIA%20alert&In-Reply-To=%3C199707031802.OAA01234%40web.example%3E">
</HEAD><BODY><H1>NIGERIA alert (editor taken from home)</H1>
<B>Alerts</B> <A HREF="mailto:x">alerts at web.example</A><BR><I>Thu Jul  3 14:02:11 EDT 1997</I><P><UL><LI>Previous message</UL><HR>
<!--beginarticle-->
<PRE>{body}
</PRE>
<!--endarticle-->
<HR></BODY></HTML>
"""

HYPERMAIL = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html><html><head><title>list: NIGERIA alert</title></head><body>
<!-- received="Thu Jul  3 14:05:00 1997" --><!-- isoreceived="19970703180500" --><!-- sent="Thu, 3 Jul 1997 14:02:11 -0400" --><!-- isosent="19970703180211" -->
<!-- name="Alerts" --><!-- email="alerts&#64;web.example" --><!-- subject="NIGERIA alert (editor taken from home)" -->
<!-- id="199707031802.OAA01234&#64;web.example" --><!-- charset="us-ascii" -->
<h1>NIGERIA alert (editor taken from home)</h1>
<!-- body="start" -->
<pre id="body">{body}</pre>
<!-- body="end" -->
</body></html>
"""

MAIL_BODY = """\
IFEX- News from the international freedom of expression community
_________________________________________________________________

3 July 1997

Editor taken from home

SOURCE: Independent Journalism Centre (IJC), Lagos

(IJC/IFEX) - The editor of the weekly &quot;Lagos Lantern&quot;, Bayo Adekunle, was taken
from his home on 1 July 1997 by four men who did not say who they were.

Nobody has told his family where he is held.
"""
ARCHIVED = {
    name: page.replace("{body}", MAIL_BODY)
    for name, page in (("MHonArc", MHONARC), ("Pipermail", PIPERMAIL), ("Hypermail", HYPERMAIL))
}
